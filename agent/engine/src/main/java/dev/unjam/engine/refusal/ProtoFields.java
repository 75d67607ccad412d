package dev.unjam.engine.refusal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one message in Protocol Buffers' wire format, as far as they can be read: strangers
 * wrote it.
 */
final class ProtoFields {
  private static final int MAX_FIELDS = 64;

  /**
   * One field.
   *
   * @param value what it is as a number; 0 if it is bytes
   * @param bytes what it is as bytes; none if it is a number
   */
  record Field(int number, long value, ByteBuffer bytes) {
    String text() {
      return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    List<Field> message() {
      return of(bytes);
    }
  }

  private final ByteBuffer in;

  private ProtoFields(ByteBuffer bytes) {
    in = bytes.duplicate();
  }

  static List<Field> of(ByteBuffer bytes) {
    return new ProtoFields(bytes).read();
  }

  private List<Field> read() {
    List<Field> fields = new ArrayList<>();
    boolean more = true;
    while (more && in.hasRemaining() && fields.size() < MAX_FIELDS) {
      long tag = varint();
      more = add((int) (tag >>> 3), (int) (tag & 7), fields);
    }
    return fields;
  }

  /** Whether it could be read. */
  private boolean add(int number, int type, List<Field> to) {
    switch (type) {
      case 0 -> to.add(new Field(number, varint(), ByteBuffer.allocate(0)));
      case 1 -> {
        return skip(Long.BYTES);
      }
      case 2 -> {
        long length = varint();
        if (length < 0 || length > in.remaining()) {
          return false;
        }
        to.add(new Field(number, 0, in.slice(in.position(), (int) length)));
        in.position(in.position() + (int) length);
      }
      case 5 -> {
        return skip(Integer.BYTES);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean skip(int bytes) {
    boolean there = in.remaining() >= bytes;
    in.position(there ? in.position() + bytes : in.limit());
    return there;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && in.hasRemaining(); shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        break;
      }
    }
    return value;
  }
}
