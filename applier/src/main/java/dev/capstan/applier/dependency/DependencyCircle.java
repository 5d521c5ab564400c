package dev.capstan.applier.dependency;

import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.ResourceKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks for a way from a dependency back to the dependent. Objects of other kinds are read with the rights of the dependent, and only
 * those that say themselves that they wait for others: in a circle all of them do.
 */
final class DependencyCircle {

    private static final int MOST_READS = 20;
    private static final int LONGEST_WAY = 50;

    private final Dependent self;
    private final Function<ObjectKey, ? extends Optional<? extends Dependent>> known;
    private final ForeignObjects foreign;
    private final boolean mayCrossNamespaces;
    private int reads;

    DependencyCircle(
            Dependent self,
            Function<ObjectKey, ? extends Optional<? extends Dependent>> known,
            ForeignObjects foreign,
            boolean mayCrossNamespaces) {
        this.self = self;
        this.known = known;
        this.foreign = foreign;
        this.mayCrossNamespaces = mayCrossNamespaces;
    }

    private record Way(DependencyKey last, List<DependencyKey> all) {
        Way then(DependencyKey next) {
            var longer = new ArrayList<>(all);
            longer.add(next);
            return new Way(next, longer);
        }
    }

    /**
     * The way, as a message names it.
     *
     * @param first the dependency
     * @param dependsOn what that depends on
     */
    Optional<String> through(DependencyKey first, List<Dependency> dependsOn) {
        var start = new DependencyKey(self.kind(), self.key());
        var visited = new HashSet<DependencyKey>();
        Deque<Way> ways = new ArrayDeque<>();
        ways.add(new Way(start, List.of(start)).then(first));
        while (!ways.isEmpty()) {
            Way way = ways.removeFirst();
            DependencyKey last = way.last();
            if (last.isOf(self.kind()) && last.key().equals(self.key())) {
                return Optional.of(text(way.all()));
            }
            if (visited.add(last) && way.all().size() < LONGEST_WAY) {
                List<Dependency> next = last.equals(first) ? dependsOn : dependenciesOf(last);
                DependencyKey.usable(next, last.kind(), last.key())
                        .filter(object -> mayCrossNamespaces
                                || object.key().namespace().equals(last.key().namespace()))
                        .forEach(object -> ways.add(way.then(object)));
            }
        }
        return Optional.empty();
    }

    private List<Dependency> dependenciesOf(DependencyKey object) {
        if (object.isOf(self.kind())) {
            return known.apply(object.key()).map(Dependent::dependsOn).orElse(List.of());
        }
        if (!ForeignObject.mayDepend(object.kind()) || reads++ >= MOST_READS) {
            return List.of();
        }
        return foreign.read(self.identity(), object)
                .map(content -> ForeignObject.of(content, Instant.MAX))
                .filter(ForeignObject::awaitsOthers)
                .map(ForeignObject::dependsOn)
                .orElse(List.of());
    }

    private String text(List<DependencyKey> way) {
        ResourceKind own = self.kind();
        boolean isOfOneKind = way.stream().allMatch(object -> object.isOf(own));
        return String.join(
                " → ",
                way.stream()
                        .map(object -> isOfOneKind ? object.key().toString() : object.toString())
                        .toList());
    }
}
