package dev.capstan.api.meta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An immutable set of {@linkplain Condition conditions}, one per type, with the rules of the toolkit: the transition time moves only
 * when the claim changes, {@code Reconciling} and {@code Stalled} exclude each other, and the order on write is fixed.
 */
public final class Conditions {
    /** No condition at all. */
    public static final Conditions NONE = new Conditions(List.of());

    private static final List<String> FIRST = List.of(Condition.STALLED, Condition.RECONCILING, Condition.READY);

    private final List<Condition> conditions;

    private Conditions(List<Condition> conditions) {
        this.conditions = conditions;
    }

    /**
     * The conditions of a stored status. Of several with the same type the first wins.
     *
     * @param stored in any order
     */
    public static Conditions of(List<Condition> stored) {
        var unique = new ArrayList<Condition>(stored.size());
        for (Condition condition : stored) {
            if (unique.stream().noneMatch(seen -> seen.type().equals(condition.type()))) {
                unique.add(condition);
            }
        }
        return new Conditions(List.copyOf(unique));
    }

    /** The condition of this type, if it was ever set. */
    public Optional<Condition> get(String type) {
        return conditions.stream().filter(it -> it.type().equals(type)).findFirst();
    }

    /** Whether the condition of this type is there and {@code True}. */
    public boolean isTrue(String type) {
        return get(type).map(Condition::holds).orElse(false);
    }

    /**
     * Sets one condition. A claim that did not change keeps its transition time. Setting {@code Reconciling} or {@code Stalled} to
     * {@code True} removes the other one.
     */
    public Conditions with(Condition condition) {
        Condition stamped = get(condition.type())
                .filter(condition::saysTheSameAs)
                .map(old -> new Condition(
                        condition.type(),
                        condition.status(),
                        condition.observedGeneration(),
                        old.lastTransitionTime(),
                        condition.reason(),
                        condition.message()))
                .orElse(condition);
        var changed = new ArrayList<>(without(condition.type()).conditions);
        excludedBy(condition).ifPresent(type -> changed.removeIf(it -> it.type().equals(type)));
        changed.add(stamped);
        return new Conditions(List.copyOf(changed));
    }

    private static Optional<String> excludedBy(Condition condition) {
        if (!condition.holds()) {
            return Optional.empty();
        }
        return switch (condition.type()) {
            case Condition.RECONCILING -> Optional.of(Condition.STALLED);
            case Condition.STALLED -> Optional.of(Condition.RECONCILING);
            default -> Optional.empty();
        };
    }

    /** Removes the conditions of these types. */
    public Conditions without(String... types) {
        Set<String> removed = Set.of(types);
        return new Conditions(
                conditions.stream().filter(it -> !removed.contains(it.type())).toList());
    }

    /**
     * The list as it is written to the status: {@code Stalled}, {@code Reconciling}, {@code Ready}, then the rest by highest observed
     * generation and by type.
     */
    public List<Condition> toList() {
        Stream<Condition> first = FIRST.stream().flatMap(type -> get(type).stream());
        Stream<Condition> rest = conditions.stream()
                .filter(it -> !FIRST.contains(it.type()))
                .sorted(Comparator.comparingLong(Condition::observedGeneration)
                        .reversed()
                        .thenComparing(Condition::type));
        return Stream.concat(first, rest).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conditions that && toList().equals(that.toList());
    }

    @Override
    public int hashCode() {
        return toList().hashCode();
    }

    @Override
    public String toString() {
        return toList().toString();
    }
}
