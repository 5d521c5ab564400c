package dev.capstan.application.run;

import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.argo.sync.SyncGate.ErrorCondition;
import java.util.List;

/** The conditions with which nothing is synced. */
final class Errors {
    private Errors() {}

    static List<ErrorCondition> of(Conditions conditions) {
        return conditions.found().stream()
                .filter(condition -> condition.type() == ConditionType.COMPARISON_ERROR
                        || condition.type() == ConditionType.INVALID_SPEC_ERROR)
                .map(condition -> new ErrorCondition(condition.type().toString(), condition.message()))
                .toList();
    }
}
