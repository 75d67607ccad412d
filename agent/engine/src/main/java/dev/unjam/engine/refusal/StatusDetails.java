package dev.unjam.engine.refusal;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the details of a gRPC status: a {@code google.rpc.Status} in base 64 (AIP-193, and
 * google/rpc/error_details.proto).
 */
final class StatusDetails {
  static final String FIELD = "grpc-status-details-bin";
  private static final int LONGEST = 16_384;
  private static final int DETAILS = 3;
  private static final double NANOS = 1e9;

  private final Evidence evidence;

  private StatusDetails(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Reads what is there, if anything is that can be read. */
  static void read(Evidence evidence) {
    ByteBuffer status = ByteBuffer.wrap(bytes(evidence.header(FIELD)));
    for (ProtoFields.Field field : ProtoFields.of(status)) {
      if (field.number() == DETAILS) {
        new StatusDetails(evidence).any(field.message());
      }
    }
  }

  private static byte[] bytes(@Nullable String base64) {
    if (base64 == null || base64.length() > LONGEST) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** A {@code google.protobuf.Any}. */
  private void any(List<ProtoFields.Field> any) {
    String type = "";
    for (ProtoFields.Field field : any) {
      if (field.number() == 1) {
        type = field.text().substring(field.text().lastIndexOf('/') + 1);
      } else if (field.number() == 2) {
        detail(type, field.message());
      }
    }
  }

  private void detail(String type, List<ProtoFields.Field> message) {
    for (ProtoFields.Field field : message) {
      if (field.number() == 1) {
        switch (type) {
          case "google.rpc.RetryInfo" -> retryAfter(field.message());
          case "google.rpc.ErrorInfo" -> evidence.code(field.text());
          case "google.rpc.QuotaFailure" -> violation(field.message());
          default -> {
            // Says nothing of a refusal.
          }
        }
      }
    }
  }

  /** A {@code google.protobuf.Duration}. */
  private void retryAfter(List<ProtoFields.Field> delay) {
    double seconds = 0;
    for (ProtoFields.Field field : delay) {
      seconds += field.number() == 1 ? field.value() : field.value() / NANOS;
    }
    if (seconds > 0) {
      evidence.hint("retrydelay", Wait.seconds(seconds).toMillis() + "ms");
    }
  }

  /** Its subject may be a project's name; its description is for people. */
  private void violation(List<ProtoFields.Field> violation) {
    for (ProtoFields.Field field : violation) {
      if (field.number() == 2) {
        evidence.text(field.text());
      }
    }
  }
}
