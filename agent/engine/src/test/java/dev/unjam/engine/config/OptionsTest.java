package dev.unjam.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void withoutAnySettingTheTableOfDefaultsHolds() throws BadOptionException {
    Options options = parse(null);
    assertEquals(Mode.ACT, options.mode());
    assertEquals(Duration.ofSeconds(30), options.threshold());
    assertEquals(Duration.ofMinutes(1), options.patience());
    assertEquals(Duration.ofMinutes(2), options.silence());
    assertEquals(Duration.ofMinutes(5), options.silenceHead());
    assertEquals(Duration.ofSeconds(330), options.silenceChild());
    assertEquals(Duration.ofSeconds(5), options.leak());
    assertEquals(Duration.ofSeconds(5), options.grace());
    assertEquals(Duration.ofMillis(250), options.scan());
    assertEquals(ReleasePolicy.LEASES, options.release());
    assertEquals(List.of("*.jsonl.lock", "*.lock"), options.lockfiles());
    assertEquals(List.of(), options.sessions());
    assertEquals(SweepPolicy.FIX, options.sweep());
    assertEquals(TranscriptKind.OPENCLAW, options.transcript());
    assertNull(options.template());
    assertEquals("unjam-%p.log", options.log());
    assertEquals("unjam-%p.jsonl", options.logJson());
    assertEquals(List.of(), options.leases());
    assertNull(options.webhook());
    assertEquals(0, options.metricsPort());
    assertTrue(options.jmx());
    assertTrue(options.jfr());
  }

  @Test
  void everyUnitOfADurationIsUnderstood() throws BadOptionException {
    Options options = parse("threshold=750ms,patience=40s,leak=2m,grace=1h,scan=60s");
    assertEquals(Duration.ofMillis(750), options.threshold());
    assertEquals(Duration.ofSeconds(40), options.patience());
    assertEquals(Duration.ofMinutes(2), options.leak());
    assertEquals(Duration.ofHours(1), options.grace());
    assertEquals(Duration.ofMinutes(1), options.scan());
  }

  @Test
  void silenceAloneSetsAllThree() throws BadOptionException {
    Options options = parse("silence=7s");
    assertEquals(Duration.ofSeconds(7), options.silence());
    assertEquals(Duration.ofSeconds(7), options.silenceHead());
    assertEquals(Duration.ofSeconds(7), options.silenceChild());
  }

  @Test
  void aSilenceThatIsNamedAnywhereKeepsItsOwnValue() throws BadOptionException {
    Properties system = new Properties();
    system.setProperty("unjam.silence.head", "9s");
    Options options = Options.parse("silence=7s", system, Map.of("UNJAM_SILENCE_CHILD", "11s"));
    assertEquals(Duration.ofSeconds(7), options.silence());
    assertEquals(Duration.ofSeconds(9), options.silenceHead());
    assertEquals(Duration.ofSeconds(11), options.silenceChild());
  }

  @Test
  void aPieceWithoutAnEqualsSignBelongsToTheListBeforeIt() throws BadOptionException {
    Options options = parse("sessions=/srv/a,/srv/b c,lockfiles=*.lck,mode=observe");
    assertEquals(List.of("/srv/a", "/srv/b c"), options.sessions());
    assertEquals(List.of("*.lck"), options.lockfiles());
    assertEquals(Mode.OBSERVE, options.mode());
  }

  @Test
  void noneAndOffTurnThingsOff() throws BadOptionException {
    Options options =
        parse(
            "log=none,log.json=none,lockfiles=none,sessions=none,jmx=off,jfr=off,metrics.port=off");
    assertNull(options.log());
    assertNull(options.logJson());
    assertEquals(List.of(), options.lockfiles());
    assertEquals(List.of(), options.sessions());
    assertFalse(options.jmx());
    assertFalse(options.jfr());
    assertEquals(0, options.metricsPort());
  }

  @Test
  void aLeaseClassIsPutTogetherFromAllSources() throws BadOptionException {
    Properties system = new Properties();
    system.setProperty("unjam.lease.Redis.acquire", "lock,tryLock");
    Options options =
        Options.parse(
            "lease.redis.type=org.example.RLock,lease.redis.key=getName",
            system,
            Map.of("UNJAM_LEASE_REDIS_RELEASE", "unlock"));
    assertEquals(
        List.of(
            new LeaseClass(
                "redis",
                "org.example.RLock",
                List.of("lock", "tryLock"),
                List.of("unlock"),
                null,
                "getName")),
        options.leases());
  }

  @Test
  void noArgumentsAtAllAreNoSlip() throws BadOptionException {
    assertEquals(parse(null).toString(), parse("").toString());
    assertEquals(Mode.ACT, parse("  ").mode());
  }

  @Test
  void theCommasOfAWebhooksAddressStayInIt() throws BadOptionException {
    assertEquals(
        "https://hooks.example/?a=b,,c", parse("webhook=https://hooks.example/?a=b,,c").webhook());
  }

  @Test
  void theWebhookIsReadButNeverPrinted() throws BadOptionException {
    Options options = parse("webhook=https://hooks.example/T0/s3cret?a=b,c");
    assertEquals("https://hooks.example/T0/s3cret?a=b,c", options.webhook());
    assertFalse(options.toString().contains("s3cret"));
  }

  private static Options parse(@Nullable String agentArgs) throws BadOptionException {
    return Options.parse(agentArgs, new Properties(), Map.of());
  }
}
