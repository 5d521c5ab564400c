package dev.capstan.application.run;

import dev.capstan.application.compare.ComparedApplication;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.compare.Refresh;
import dev.capstan.application.live.LiveView;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.project.AppProject;
import java.util.List;
import java.util.Optional;

/** What looking at an Application, at some revisions, gives. */
sealed interface Look {
    /** All that was found. */
    Conditions conditions();

    /** One for each source, as far as they are known. */
    List<String> revisions();

    /**
     * It was compared.
     *
     * @param beside what was found beside the comparison
     */
    record Seen(AppProject project, Cluster cluster, LiveView view, ComparedApplication compared, Conditions beside)
            implements Look {
        @Override
        public Conditions conditions() {
            return compared.conditions().and(beside);
        }

        @Override
        public List<String> revisions() {
            return compared.shown().revisions();
        }
    }

    /**
     * It could not be compared.
     *
     * @param health of what is live, when that is known
     */
    record Unseen(Conditions conditions, List<String> revisions, Optional<Health> health) implements Look {
        public Unseen {
            revisions = List.copyOf(revisions);
        }

        /** For one or several reasons of a type. */
        static Unseen of(ConditionType type, List<String> why, List<String> revisions) {
            return new Unseen(
                    new Conditions(
                            Refresh.EVALUATED,
                            why.stream()
                                    .map(message -> new Condition(type, message))
                                    .toList()),
                    revisions,
                    Optional.empty());
        }

        Unseen with(Optional<Health> ofLive) {
            return new Unseen(conditions, revisions, ofLive);
        }
    }
}
