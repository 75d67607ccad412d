package clienthost.grpc;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.InternalConfigSelector;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Finds servers as a control plane (xDS) does: the way of each call is chosen when it starts, and
 * only then the call proper is made.
 */
final class Chosen extends NameResolverProvider {
  static final String SCHEME = "chosen";

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return 0;
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  public NameResolver newNameResolver(URI target, NameResolver.Args with) {
    URI server = URI.create("http:/" + target.getPath());
    return new Names(server, with.getServiceConfigParser());
  }

  private static final class Names extends NameResolver {
    private final URI server;
    private final ServiceConfigParser parser;

    Names(URI server, ServiceConfigParser parser) {
      this.server = server;
      this.parser = parser;
    }

    @Override
    public String getServiceAuthority() {
      return server.getAuthority();
    }

    @Override
    public void start(Listener2 listener) {
      ConfigOrError config = parser.parseServiceConfig(Map.of());
      InetSocketAddress address = new InetSocketAddress(server.getHost(), server.getPort());
      listener.onResult(
          ResolutionResult.newBuilder()
              .setAddressesOrError(
                  StatusOr.fromValue(List.of(new EquivalentAddressGroup(address))))
              .setServiceConfig(config)
              .setAttributes(
                  Attributes.newBuilder()
                      .set(InternalConfigSelector.KEY, new Plane(config.getConfig()))
                      .build())
              .build());
    }

    @Override
    public void shutdown() {}
  }

  private static final class Plane extends InternalConfigSelector {
    private final Object config;

    Plane(Object config) {
      this.config = config;
    }

    @Override
    public Result selectConfig(PickSubchannelArgs call) {
      return Result.newBuilder().setConfig(config).build();
    }
  }
}
