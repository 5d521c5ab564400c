package dev.capstan.images.policy;

import dev.capstan.images.policy.Selection.Chosen;
import dev.capstan.images.policy.Selection.NearMiss;
import dev.capstan.images.policy.Selection.NoneMatches;
import dev.capstan.images.policy.TagVerdict.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Ranks what a filter left by a rule. */
final class Contest<K> {
    private record Entry<K>(Candidate candidate, K key) {}

    private record Refusal<K>(TagVerdict verdict, Optional<K> key) {}

    private final Rule<K> rule;
    private final FilteredTags tags;
    private final List<Entry<K>> eligible = new ArrayList<>();
    private final List<Refusal<K>> refused = new ArrayList<>();

    Contest(Rule<K> rule, FilteredTags tags) {
        this.rule = rule;
        this.tags = tags;
    }

    Explanation result(boolean withVerdicts) {
        for (Candidate candidate : tags.candidates()) {
            switch (rule.judge().apply(candidate.value())) {
                case Judgement.Eligible<K>(K key) -> eligible.add(new Entry<>(candidate, key));
                case Judgement.Refused<K>(Standing standing, String why, Optional<K> key) ->
                    refused.add(new Refusal<>(TagVerdict.refused(candidate, standing, why), key));
            }
        }
        Comparator<Entry<K>> byKey = Comparator.comparing(Entry::key, rule.bestFirst());
        eligible.sort(byKey.thenComparing(entry -> entry.candidate().value(), rule.ties()));
        return new Explanation(selection(), withVerdicts ? verdicts() : List.of());
    }

    private Selection selection() {
        boolean fails = eligible.isEmpty() || (rule.failsOnRefusal() && !refused.isEmpty());
        if (fails) {
            return new NoneMatches(why(), counts(), nearest());
        }
        Candidate best = eligible.getFirst().candidate();
        List<Candidate> runnersUp = eligible.stream()
                .skip(1)
                .limit(LatestTag.RUNNERS_UP)
                .map(Entry::candidate)
                .toList();
        return new Chosen(best.tag(), best.value(), counts(), runnersUp);
    }

    private TagCounts counts() {
        TagCounts known = tags.counts();
        long outside =
                refused.stream().filter(refusal -> refusal.key().isPresent()).count();
        return new TagCounts(
                known.tags(),
                known.malformed(),
                known.passed(),
                known.values(),
                eligible.size() + (int) outside,
                eligible.size());
    }

    private String why() {
        TagCounts counts = counts();
        if (counts.tags() == 0) {
            return "there are no tags";
        }
        String nearest = nearest()
                .map(miss -> "; nearest is '" + Shown.text(miss.tag()) + "': " + miss.why())
                .orElse("");
        if (counts.passed() == 0) {
            return (counts.malformed() == counts.tags()
                            ? "none of " + counts.tags() + " names can be that of a tag"
                            : "the filter finds none of " + counts.tags() + " tags")
                    + nearest;
        }
        String figures = counts.passed() + " of " + counts.tags() + " tags take part, and " + counts.readable() + " of "
                + counts.values() + " values can be read";
        String problem = rule.failsOnRefusal()
                ? refused.size() + " of " + counts.values() + " values are not " + rule.wanted()
                        + ", and the policy needs all to be"
                : "no tag is " + rule.wanted();
        return problem + " (" + figures + ")" + nearest;
    }

    /** A pre-release that would count as a release, else the best outside of the range, else any value, else any tag. */
    private Optional<NearMiss> nearest() {
        Comparator<Refusal<K>> byStanding =
                Comparator.comparing(refusal -> refusal.verdict().standing());
        return refused.stream()
                .min(byStanding.thenComparing(this::compareKeys))
                .map(Refusal::verdict)
                .or(() -> tags.refused().stream()
                        .min(Comparator.comparing(verdict -> verdict.standing() == Standing.MALFORMED)))
                .map(verdict -> new NearMiss(verdict.tag(), verdict.why()));
    }

    private int compareKeys(Refusal<K> left, Refusal<K> right) {
        return left.key()
                .flatMap(a -> right.key().map(b -> rule.bestFirst().compare(a, b)))
                .orElse(0);
    }

    private List<TagVerdict> verdicts() {
        List<TagVerdict> verdicts = new ArrayList<>();
        int rank = 1;
        for (Entry<K> entry : eligible) {
            verdicts.add(TagVerdict.ranked(entry.candidate(), rank++));
        }
        List<TagVerdict> others = new ArrayList<>(tags.refused());
        refused.forEach(refusal -> others.add(refusal.verdict()));
        others.sort(Comparator.comparing(TagVerdict::tag, ByteOrder.DESCENDING));
        verdicts.addAll(others);
        return verdicts;
    }
}
