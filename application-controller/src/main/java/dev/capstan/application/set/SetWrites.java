package dev.capstan.application.set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.set.plan.SetPlan;
import java.util.List;
import java.util.Optional;

/**
 * Writes the Applications of one set. Never throws for what the API server refuses. An answer for each write, but for those that were not
 * tried since the API server does not answer.
 */
public interface SetWrites {
    /** Creates Applications. */
    List<Written> create(List<ObjectNode> applications);

    /** Changes Applications, each only while it is still as it was looked at. */
    List<Written> change(List<SetPlan.Change> changes);

    /** Deletes Applications, each only while it is still the one with its uid. */
    List<Written> delete(List<SetPlan.Deletion> deletions);

    /** What came of one write. */
    sealed interface Written {
        /** The name of the Application. */
        String name();

        /**
         * It took effect.
         *
         * @param now the Application as it is now; empty when it is gone, or going
         */
        record Done(String name, Optional<ObjectNode> now) implements Written {}

        /** Somebody else was faster: what is there is not what was looked at. */
        record Overtaken(String name) implements Written {}

        /**
         * The API server refuses it.
         *
         * @param why for people, without values of Secrets
         */
        record Refused(String name, String why) implements Written {}

        /**
         * Nobody knows whether it took effect; nothing further was tried.
         *
         * @param why for people
         */
        record Unanswered(String name, String why) implements Written {}
    }
}
