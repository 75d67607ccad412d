package dev.unjam.bridge;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A child process that the host started; any thread. */
public final class ChildRecord {
  private final Process process;
  private final long pid;
  private final String name;
  private final String peer;
  private final Tee stderr = new Tee(true);
  private final StderrAge stderrAge = new StderrAge();
  private final StderrHeads stderrHeads = new StderrHeads();
  private final AtomicReference<@Nullable CallRecord> asked = new AtomicReference<>();
  private final RpcTalk talk = new RpcTalk(this);
  private final Exits exits = new Exits();
  private volatile @Nullable ChildInputStream output;
  private volatile @Nullable ChildInputStream error;
  private volatile @Nullable ChildOutputStream input;
  private volatile List<ProcessHandle> tree = List.of();
  private volatile @Nullable SpokenPipes pipes;
  private volatile long overAt;
  private volatile ChildFile outputFile = ChildFile.NONE;
  private volatile ChildFile errorFile = ChildFile.NONE;
  private volatile boolean merged;
  private long saidAt;
  private long answeredAt;

  /** What of its files nobody has read, in bytes. */
  private long passedOver;

  ChildRecord(Process process, long pid, String name) {
    this.process = process;
    this.pid = pid;
    this.name = name;
    this.peer = pid + ":" + name;
  }

  /** The process. */
  public Process process() {
    return process;
  }

  /** Its process id. */
  public long pid() {
    return pid;
  }

  /** The last part of its command's name; arguments are never kept. */
  public String name() {
    return name;
  }

  /** The last 8 KiB that it said on its error stream, as far as somebody reads it. */
  public Tee stderr() {
    return stderr;
  }

  /** How much of that was said so long ago that all frames before it have been read. */
  long settledStderr() {
    return merged ? stderr.total() : stderrAge.settled(stderr.total());
  }

  /** The last call that was made by writing to it; who reads may read for that. */
  AtomicReference<@Nullable CallRecord> asked() {
    return asked;
  }

  /** What the host and it say in JSON-RPC. */
  RpcTalk talk() {
    return talk;
  }

  /** Whether another turn than this thread's has asked it, and may ask for more; any thread. */
  public boolean isAskedBesides(ThreadRecord r) {
    return talk.askers().anyBut(r);
  }

  /** By which futures the host may wait for its end. */
  Exits exits() {
    return exits;
  }

  String peer() {
    return peer;
  }

  /** The requests that it has not answered; a copy. */
  public List<ChildCall> pending() {
    return talk.pending();
  }

  /** Whether the host asks for one thing again and again by one id. */
  public boolean hasIdsUsedAgain() {
    return talk.ids().areUsedAgain();
  }

  /** Whether what it reads stands behind headers, rather than one frame a line. */
  public boolean readsByLength() {
    return talk.readsByLength();
  }

  /** Whether what it writes does. */
  public boolean writesByLength() {
    return talk.writesByLength();
  }

  /** When it last said anything on either stream, in credited milliseconds; 0 if never. */
  public long saidAt() {
    return saidAt;
  }

  void says() {
    saidAt = Ticks.now();
  }

  /** When the host last read an answer of it, in credited milliseconds; 0 if never. */
  public long answeredAt() {
    return answeredAt;
  }

  void answers() {
    answeredAt = Ticks.now();
  }

  /** What it says on its error stream or into a file, as far as anybody reads it. */
  public void saysOnStderr(byte[] text, int offset, int length) {
    if (length > 0) {
      says();
      long total = stderr.total();
      stderrAge.says(total);
      stderrHeads.says(total, text, offset, length);
      stderr.add(text, offset, length);
    }
  }

  /** It has written so many bytes more into a file, which nobody has looked at. */
  public void writesUnread(long bytes) {
    passedOver += bytes;
  }

  /** How many bytes of what it has said the host, or the agent in a file, has come by so far. */
  public long heard() {
    return (merged ? 0 : stderr.total()) + talk.heard() + passedOver;
  }

  /**
   * What it began with in the latest ticks, where it has said too much on its error stream since
   * for that to be kept; whole lines, by behind how many bytes it said them.
   *
   * @param before behind how many bytes
   */
  NavigableMap<Long, byte[]> floodedSince(long before) {
    return stderrHeads.between(before, stderr.total() - Tee.LIMIT);
  }

  /** Whether its output has ended: no answer can come. */
  public boolean isOver() {
    return overAt > 0;
  }

  /** Since when, in credited milliseconds; 0 if it has not. */
  public long overAt() {
    return overAt;
  }

  void over() {
    if (overAt == 0) {
      overAt = Ticks.now();
    }
  }

  /** Whether it has ended, and nobody waits for an answer of it any more; asks the system. */
  public boolean isGone() {
    if (process.isAlive()) {
      return false;
    }
    for (ChildCall call : talk.pending()) {
      if (call.isHeld()) {
        return false;
      }
      talk.drop(call);
    }
    return true;
  }

  /** What was below it when somebody last looked: its own, of which it may not be the parent. */
  public List<ProcessHandle> tree() {
    return tree;
  }

  /** Notes what is below it; the watchdog's thread. */
  public void tree(List<ProcessHandle> below) {
    tree = below;
  }

  /** The pipes by which it speaks; null until somebody has looked. */
  public @Nullable SpokenPipes pipes() {
    return pipes;
  }

  /** Notes which they are; any thread. */
  public void pipes(SpokenPipes found) {
    pipes = found;
  }

  /** Where its output and its error stream lead; before the host has it. */
  void starts(ChildStart start) {
    outputFile = start.output();
    errorFile = start.error();
    merged = start.merged();
  }

  /** Whether its error stream comes by the pipe of its output, in order with it. */
  boolean isMerged() {
    return merged;
  }

  /** How long that file was when the child began to write to it. */
  public long outputFrom() {
    return outputFile.from();
  }

  /** The same of the other file. */
  public long errorFrom() {
    return errorFile.from();
  }

  /** The file that its output leads to, or null. */
  public @Nullable File outputFile() {
    return outputFile.file();
  }

  /** The file that its error stream leads to, or null; it may be the same. */
  public @Nullable File errorFile() {
    return errorFile.file();
  }

  void streams(
      @Nullable ChildInputStream out,
      @Nullable ChildInputStream err,
      @Nullable ChildOutputStream in) {
    output = out;
    error = err;
    input = in;
  }

  /**
   * Writes a frame of ours for it, if that is between two of the host's.
   *
   * @param room whether the pipe is empty, asked while no writer of the host's can come in between;
   *     must not block
   * @return why it was not written, or null if it was
   * @throws IOException if the pipe is closed
   */
  public @Nullable String tell(byte[] frame, BooleanSupplier room) throws IOException {
    ChildOutputStream in = input;
    return in == null ? "its input is no pipe of the host's" : in.tell(frame, room);
  }

  /** The pipe that the host reads its output from, or null if there is none or it is closed. */
  public @Nullable FileDescriptor outputPipe() {
    return descriptor(output);
  }

  /** The same of its error stream. */
  public @Nullable FileDescriptor errorPipe() {
    return descriptor(error);
  }

  private static @Nullable FileDescriptor descriptor(@Nullable ChildInputStream stream) {
    return stream == null ? null : stream.descriptor();
  }

  /** The pipe that the host writes its input to, or null. */
  public @Nullable FileDescriptor inputPipe() {
    ChildOutputStream in = input;
    return in == null ? null : in.descriptor();
  }

  /**
   * How much has been read of its output so far, if that ends with a whole frame or line and
   * nothing came since; else -1.
   */
  public long readUpToFrame() {
    return talk.readUpToFrame();
  }
}
