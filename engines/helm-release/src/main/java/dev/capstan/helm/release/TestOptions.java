package dev.capstan.helm.release;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a release is tested.
 *
 * @param timeout for each test
 * @param filters which tests run; all when there are none
 * @param secrets texts that no message may show
 */
public record TestOptions(Duration timeout, List<Filter> filters, Set<String> secrets) {

    /**
     * Names a test.
     *
     * @param name name of its object
     * @param isExcluded whether it is left out; else it is one of those that run
     */
    public record Filter(String name, boolean isExcluded) {}

    public TestOptions {
        filters = List.copyOf(filters);
        secrets = Set.copyOf(secrets);
    }

    /** Whether a test of that name runs. */
    public boolean isRun(String name) {
        boolean isExcluded = filters.stream()
                .anyMatch(filter -> filter.isExcluded() && filter.name().equals(name));
        boolean isNamed = filters.stream()
                .anyMatch(filter -> !filter.isExcluded() && filter.name().equals(name));
        boolean areSomeNamed = filters.stream().anyMatch(filter -> !filter.isExcluded());
        return !isExcluded && (isNamed || !areSomeNamed);
    }
}
