package dev.capstan.images.policy;

import dev.capstan.images.policy.Selection.PolicyInvalid;
import dev.capstan.images.policy.TagVerdict.Standing;
import dev.capstan.semver.InvalidVersionException;
import dev.capstan.semver.LenientVersion;
import dev.capstan.semver.VersionConstraints;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A policy made ready to be used.
 *
 * @param judge what it thinks of a value
 * @param bestFirst compares keys of values that count; where it gives 0, the order of the values decides
 * @param ties compares values whose keys are equal, best first
 * @param failsOnRefusal whether one value that does not count fails everything
 * @param wanted what it looks for, for messages
 */
record Rule<K>(
        Function<String, Judgement<K>> judge,
        Comparator<K> bestFirst,
        Comparator<String> ties,
        boolean failsOnRefusal,
        String wanted) {

    /** What making a policy ready gives. */
    sealed interface Made {
        record Ready(Rule<?> rule) implements Made {}

        record Refused(PolicyInvalid invalid) implements Made {}
    }

    static Made of(TagPolicy policy) {
        return switch (policy) {
            case TagPolicy.Semver(String range) -> semver(range);
            case TagPolicy.Alphabetical(TagOrder order) -> new Made.Ready(alphabetical(order));
            case TagPolicy.Numerical(TagOrder order) -> new Made.Ready(numerical(order));
        };
    }

    /** Of versions that are equal the last one by bytes is taken: {@code v1.0.0} rather than {@code 1.0.0}. */
    private static Made semver(String range) {
        try {
            VersionConstraints constraints = VersionConstraints.parse(range);
            return new Made.Ready(new Rule<LenientVersion>(
                    value -> VersionValue.judge(value, constraints, range),
                    Comparator.reverseOrder(),
                    ByteOrder.DESCENDING,
                    false,
                    "a version in the range '" + Shown.text(range) + "'"));
        } catch (InvalidVersionException e) {
            return new Made.Refused(new PolicyInvalid(
                    "policy.semver.range",
                    "'" + Shown.text(range) + "' is not a range of versions (" + Shown.text(e.getMessage())
                            + "); write for example '>=1.2.0 <2.0.0', '~1.2' or '1.x'"));
        }
    }

    private static Rule<String> alphabetical(TagOrder order) {
        return new Rule<>(
                Judgement.Eligible::new,
                order == TagOrder.ASC ? ByteOrder.DESCENDING : ByteOrder.ASCENDING,
                ByteOrder.ASCENDING,
                false,
                "any");
    }

    /** Of numbers that are equal the first one by bytes is taken; not-a-number comes behind all numbers, whatever the order. */
    private static Rule<Double> numerical(TagOrder order) {
        Comparator<Double> numbers = order == TagOrder.ASC ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return new Rule<>(
                Rule::number,
                Comparator.<Double, Boolean>comparing(number -> number.isNaN()).thenComparing(numbers),
                ByteOrder.ASCENDING,
                true,
                "a number");
    }

    private static Judgement<Double> number(String value) {
        OptionalDouble number = GoFloat.parse(value);
        return number.isPresent()
                ? new Judgement.Eligible<>(number.getAsDouble() + 0.0) // no negative zero
                : new Judgement.Refused<>(
                        Standing.NOT_A_NUMBER, "'" + Shown.text(value) + "' is not a number", Optional.empty());
    }
}
