package dev.unjam.weave;

import dev.unjam.weave.aws.AwsModule;
import java.util.List;

/** What an abort calls is the JDK's. */
class AwsVersionsTest extends ClaimedVersions {
  private static final String FROM_2_26 =
      "software/amazon/awssdk/core/internal/http/pipeline/stages/AsyncRetryableStage2";

  AwsVersionsTest() {
    super(
        "aws",
        List.of("software.amazon.awssdk.", "io.netty."),
        "io/netty",
        new AwsModule(),
        FROM_2_26);
  }
}
