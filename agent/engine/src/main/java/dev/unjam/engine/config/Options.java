package dev.unjam.engine.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Every option of the agent, read once and checked.
 *
 * <p>Safe before the host's {@code main}: touches no logging, no {@code java.nio.file}, no regular
 * expression. Immutable. {@link #toString} leaves the webhook's address out.
 *
 * @param mode how far the agent goes
 * @param threshold how long a holder may be stuck on a hard refusal
 * @param patience how long a passing refusal may be waited out inside a hold
 * @param silence how long a call under a hold may go without a byte of its body
 * @param silenceHead the same, for the first byte
 * @param silenceChild the same, for a child process
 * @param leak how long a lease may stay with a thread that is dead or whose task ended
 * @param grace how long a rung may take to show its effect
 * @param scan the watchdog's tick, 10 ms to 60 s
 * @param release what may be released by force
 * @param lockfiles file names, {@code *} for any run of characters; may be empty
 * @param sessions folders as they were written, a relative one under the host's working folder
 * @param sweep what the start does about stale locks in {@code sessions}
 * @param transcript the form of the error entry
 * @param template the file that the form is read from, or null where it is none of the user's
 * @param refusals a file with rules of the user's for telling refusals, or null
 * @param log the human log with {@code %p} not yet replaced, or null for none
 * @param logJson the JSON log with {@code %p} not yet replaced, or null for none
 * @param leases the user's lease classes by name; may be empty
 * @param webhook an http or https address that may hold a secret, or null
 * @param metricsPort the port of the metrics page, 0 for none
 * @param jmx whether the MXBean is registered
 * @param jfr whether flight recorder events are written
 */
public record Options(
    Mode mode,
    Duration threshold,
    Duration patience,
    Duration silence,
    Duration silenceHead,
    Duration silenceChild,
    Duration leak,
    Duration grace,
    Duration scan,
    ReleasePolicy release,
    List<String> lockfiles,
    List<String> sessions,
    SweepPolicy sweep,
    TranscriptKind transcript,
    @Nullable TemplateFile template,
    @Nullable String refusals,
    @Nullable String log,
    @Nullable String logJson,
    List<LeaseClass> leases,
    @Nullable String webhook,
    int metricsPort,
    boolean jmx,
    boolean jfr) {

  /**
   * Reads the options; the strongest source wins key by key.
   *
   * @param agentArgs {@code key=value,key=value}, the strongest source, or null
   * @param system where {@code unjam.KEY} is looked for; {@code unjam.internal.*} is left alone
   * @param environment where {@code UNJAM_KEY} is looked for; {@code UNJAM_JAR}, {@code UNJAM_HOME}
   *     and empty variables are left alone
   * @throws BadOptionException if a key is unknown or a value cannot be used
   */
  public static Options parse(
      @Nullable String agentArgs, Properties system, Map<String, String> environment)
      throws BadOptionException {
    Map<String, Setting> settings = Sources.gather(agentArgs, system, environment);
    Values values = new Values(settings);
    boolean all = settings.containsKey("silence");
    Duration silence = values.duration("silence", Duration.ofMinutes(2));
    TemplateFile template = values.template();
    return new Options(
        values.choice("mode", Mode.values(), Mode.ACT),
        values.duration("threshold", Duration.ofSeconds(30)),
        values.duration("patience", Duration.ofMinutes(1)),
        silence,
        values.duration("silence.head", all ? silence : Duration.ofMinutes(5)),
        values.duration("silence.child", all ? silence : Duration.ofSeconds(330)),
        values.duration("leak", Duration.ofSeconds(5)),
        values.duration("grace", Duration.ofSeconds(5)),
        values.tick("scan", Duration.ofMillis(250)),
        values.choice("release", ReleasePolicy.values(), ReleasePolicy.LEASES),
        values.names("lockfiles", "*.jsonl.lock", "*.lock"),
        values.list("sessions"),
        values.choice("sweep", SweepPolicy.values(), SweepPolicy.FIX),
        template == null ? values.transcript() : TranscriptKind.TEMPLATE,
        template,
        values.file("refusals"),
        values.text("log", "unjam-%p.log"),
        values.text("log.json", "unjam-%p.jsonl"),
        new LeaseClasses(settings).read(),
        values.address(Keys.WEBHOOK),
        values.port("metrics.port"),
        values.onOff("jmx"),
        values.onOff("jfr"));
  }

  /**
   * Reads the value of {@code lockfiles} as {@link #parse} does, for who has nothing else to read;
   * at least one name.
   *
   * @param origin where it was written, for the message
   * @throws BadOptionException if it cannot be used, with what would be right
   */
  public static List<String> lockfiles(String value, String origin) throws BadOptionException {
    Setting setting = new Setting("lockfiles", value.trim(), origin, false);
    boolean named = Arrays.stream(setting.value().split(",", -1)).noneMatch(String::isBlank);
    List<String> names =
        named ? new Values(Map.of("lockfiles", setting)).names("lockfiles") : List.of();
    if (names.isEmpty()) {
      throw setting.bad(
          "must be one file name such as *.lck, or several with commas between and none empty");
    }
    return names;
  }

  @Override
  public String toString() {
    return "Options[mode=" + mode + ", webhook=" + (webhook == null ? "none" : "(not shown)") + "]";
  }
}
