package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.CompareMemory.Verdict;
import dev.capstan.application.live.LiveObject;
import dev.capstan.argo.compare.CompareOptions;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.compare.Difference;
import dev.capstan.argo.object.ObjectKey;
import java.util.Optional;

/** Compares and assesses single objects, as far as the memory does not know the answer. */
final class ObjectJudge {
    private final Comparison comparison;
    private final ComparisonRules rules;
    private final CompareOptions options;
    private final CompareMemory memory;
    private final ServerDryRun dryRun;

    ObjectJudge(Comparison comparison, ComparisonRules rules, CompareMemory memory, ServerDryRun dryRun) {
        this.comparison = comparison;
        this.rules = rules;
        this.options = rules.options();
        this.memory = memory;
        this.dryRun = dryRun;
    }

    CompareOptions options() {
        return options;
    }

    /** The verdict on a live object. */
    Verdict judge(Optional<Target> target, LiveObject live) {
        Optional<Verdict> known = memory.of(live.key());
        boolean isKnownContent = known.filter(
                        verdict -> verdict.isOfContent(live, rules.looksBeyondContent(live.key(), target)))
                .isPresent();
        boolean isKnownDifference = isKnownContent
                && known.filter(verdict -> verdict.isOfTarget(target)).isPresent();
        boolean isKnownVersion =
                known.filter(verdict -> verdict.isOfVersion(live)).isPresent();
        Verdict verdict =
                isKnownDifference && isKnownVersion ? known.get() : anew(target, live, known, isKnownDifference);
        memory.keep(live.key(), verdict);
        return verdict;
    }

    private Verdict anew(Optional<Target> target, LiveObject live, Optional<Verdict> known, boolean isKnownDifference) {
        ObjectNode content = live.content();
        return new Verdict(
                live.uid(),
                live.contentHash(),
                live.resourceVersion(),
                target.map(Target::digest).orElse(""),
                Skeleton.of(content, options.tracking()),
                isKnownDifference ? known.orElseThrow().difference() : compare(target, content),
                rules.health().assess(content),
                LiveFacts.of(content));
    }

    /** The difference of a manifest without a live object. */
    Difference missing(Target target) {
        return bare(comparison.compare(Optional.of(target.manifest()), Optional.empty(), options));
    }

    private Difference compare(Optional<Target> target, ObjectNode content) {
        if (target.isEmpty()) {
            return new Difference.Compared(false, Optional.empty(), Optional.empty());
        }
        ObjectNode manifest = target.get().manifest();
        return bare(
                rules.isByServer()
                        ? compareByServer(manifest, content)
                        : comparison.compare(Optional.of(manifest), Optional.of(content), options));
    }

    private Difference compareByServer(ObjectNode manifest, ObjectNode content) {
        return switch (dryRun.apply(manifest)) {
            case ServerDryRun.Answer.Made(ObjectNode result) -> comparison.compareDryRun(result, content, options);
            case ServerDryRun.Answer.Refused(String why) ->
                new Difference.Failed("the dry run of " + ObjectKey.of(manifest).display() + " failed: " + why);
        };
    }

    /** Without the objects, which nobody looks at and which may be large or secret. */
    private static Difference bare(Difference difference) {
        return difference instanceof Difference.Compared compared
                ? new Difference.Compared(compared.isModified(), Optional.empty(), Optional.empty())
                : difference;
    }
}
