package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.CompareMemory.Verdict;
import dev.capstan.application.live.LiveObject;
import dev.capstan.argo.compare.CompareOptions;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.compare.Difference;
import java.util.Optional;

/** Compares and assesses single objects, as far as the memory does not know the answer. */
final class ObjectJudge {
    private final Comparison comparison;
    private final ComparisonRules rules;
    private final CompareOptions options;
    private final CompareMemory memory;

    ObjectJudge(Comparison comparison, ComparisonRules rules, CompareMemory memory) {
        this.comparison = comparison;
        this.rules = rules;
        this.options = rules.options();
        this.memory = memory;
    }

    CompareOptions options() {
        return options;
    }

    /** The verdict on a live object. */
    Verdict judge(Optional<Target> target, LiveObject live) {
        Optional<Verdict> known = memory.of(live.key());
        boolean isKnownContent = known.filter(
                        verdict -> verdict.isOfContent(live, rules.looksBeyondContent(live.key())))
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
        return target.isEmpty()
                ? new Difference.Compared(false, Optional.empty(), Optional.empty())
                : bare(comparison.compare(target.map(Target::manifest), Optional.of(content), options));
    }

    /** Without the objects, which nobody looks at and which may be large or secret. */
    private static Difference bare(Difference difference) {
        return difference instanceof Difference.Compared compared
                ? new Difference.Compared(compared.isModified(), Optional.empty(), Optional.empty())
                : difference;
    }
}
