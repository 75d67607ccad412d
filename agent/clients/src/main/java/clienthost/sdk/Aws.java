package clienthost.sdk;

import clienthost.Client;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/**
 * Converse of Amazon Bedrock by the AWS SDK 2, over each of its blocking clients; four requests at
 * most.
 */
public final class Aws {
  /** Its own half a minute is shorter than the time for which a host without the agent is seen. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final StaticCredentialsProvider NOBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));

  private Aws() {}

  /** Over Apache HttpClient 5, its own choice. */
  public static Client apache5() {
    return blocking(Apache5HttpClient.builder().socketTimeout(LONG));
  }

  /** Over Apache HttpClient 4. */
  public static Client apache4() {
    return blocking(ApacheHttpClient.builder().socketTimeout(LONG));
  }

  /** Over HttpURLConnection. */
  public static Client urlConnection() {
    return blocking(UrlConnectionHttpClient.builder().socketTimeout(LONG));
  }

  private static Client blocking(SdkHttpClient.Builder<?> http) {
    return new ModelClient<>(
        server ->
            BedrockRuntimeClient.builder()
                .endpointOverride(server)
                .region(Region.US_EAST_1)
                .credentialsProvider(NOBODY)
                .httpClientBuilder(http)
                .build(),
        (client, model) -> text(client.converse(request(model))));
  }

  private static ConverseRequest request(String model) {
    Message hello =
        Message.builder()
            .role(ConversationRole.USER)
            .content(ContentBlock.fromText("hello"))
            .build();
    return ConverseRequest.builder().modelId(model).messages(hello).build();
  }

  private static String text(ConverseResponse response) {
    return response.output().message().content().get(0).text();
  }
}
