package dev.capstan.application.status;

import dev.capstan.api.argo.ApplicationCondition;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.operate.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code status.conditions}: what was looked for replaces what was found before; everything else stays. */
final class ConditionMerge {
    /** Whoever reads a status needs the first ones. */
    private static final int MOST = 50;

    private static final Comparator<ApplicationCondition> ORDER =
            Comparator.comparing(ApplicationCondition::type).thenComparing(ApplicationCondition::message);

    private ConditionMerge() {}

    /** The conditions after a pass; one that is still there keeps its time. */
    static List<ApplicationCondition> merge(List<ApplicationCondition> stored, Conditions looked, Instant now) {
        Set<String> gone = Stream.concat(
                        looked.evaluated().stream(), looked.found().stream().map(Condition::type))
                .map(ConditionType::toString)
                .collect(Collectors.toSet());
        List<ApplicationCondition> all = new ArrayList<>(
                stored.stream().filter(it -> !gone.contains(it.type())).toList());
        looked.found().stream()
                .map(found -> condition(found, stored, now))
                .distinct()
                .limit(MOST)
                .forEach(all::add);
        return all.stream().sorted(ORDER).toList();
    }

    private static ApplicationCondition condition(Condition found, List<ApplicationCondition> stored, Instant now) {
        String type = found.type().toString();
        String message = found.message();
        return stored.stream()
                .filter(it -> it.type().equals(type) && it.message().equals(message) && it.lastTransitionTime() != null)
                .findFirst()
                .orElseGet(() -> new ApplicationCondition(type, message, Timestamps.write(now)));
    }
}
