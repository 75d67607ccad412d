package dev.unjam.engine.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of reasoning from evidence to a class: every condition that it has must hold, of a
 * condition's alternatives one.
 *
 * @param id unique in its set
 * @param refusalClass what it decides; null for "no refusal"
 * @param source where the knowledge comes from
 * @param statuses any of these HTTP statuses, from the answer or from inside its error
 * @param transports any of these
 * @param providers any of these, in lower case, as part of the provider's name, host or links
 * @param codes any of these in an error code
 * @param texts any of these in an error's sentence
 * @param words any of these in either
 * @param also any of these in either, on top of that
 * @param unless none of these in either
 * @param links any of these, in lower case, in an address inside the error
 * @param headers headers, and of what its value has to hold one
 * @param leastWait the least time to wait
 * @param waitBelow what the time to wait has to stay below
 */
record Rule(
    String id,
    @Nullable RefusalClass refusalClass,
    String source,
    Set<Integer> statuses,
    Set<Transport> transports,
    List<String> providers,
    List<Phrase> codes,
    List<Phrase> texts,
    List<Phrase> words,
    List<Phrase> also,
    List<Phrase> unless,
    List<String> links,
    Map<String, List<Phrase>> headers,
    @Nullable Duration leastWait,
    @Nullable Duration waitBelow) {

  boolean matches(Evidence evidence, @Nullable Wait wait) {
    return matchesFrame(evidence) && waitsLongEnough(wait) && matchesWords(evidence);
  }

  private boolean matchesFrame(Evidence evidence) {
    return (statuses.isEmpty() || evidence.statuses().stream().anyMatch(statuses::contains))
        && (transports.isEmpty() || transports.contains(evidence.transport()))
        && (providers.isEmpty() || evidence.anyProvider(providers))
        && (links.isEmpty() || evidence.anyLink(links))
        && (headers.isEmpty() || anyHeader(evidence));
  }

  private boolean anyHeader(Evidence evidence) {
    for (Map.Entry<String, List<Phrase>> each : headers.entrySet()) {
      String value = evidence.header(each.getKey());
      String words = value == null ? "" : Words.ofCode(value);
      if (value != null && each.getValue().stream().anyMatch(phrase -> phrase.in(words))) {
        return true;
      }
    }
    return false;
  }

  private boolean waitsLongEnough(@Nullable Wait found) {
    if (found == null) {
      return leastWait == null && waitBelow == null;
    }
    return (leastWait == null || found.time().compareTo(leastWait) >= 0)
        && (waitBelow == null || found.time().compareTo(waitBelow) < 0);
  }

  private boolean matchesWords(Evidence evidence) {
    return (codes.isEmpty() || evidence.anyCode(codes))
        && (texts.isEmpty() || evidence.anyText(texts))
        && (words.isEmpty() || evidence.anyCode(words) || evidence.anyText(words))
        && (also.isEmpty() || evidence.anyCode(also) || evidence.anyText(also))
        && (unless.isEmpty() || !(evidence.anyCode(unless) || evidence.anyText(unless)));
  }
}
