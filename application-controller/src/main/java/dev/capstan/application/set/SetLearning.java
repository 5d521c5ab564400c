package dev.capstan.application.set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.ClusterFacts;
import dev.capstan.argo.set.ApplicationSets;
import dev.capstan.argo.set.Generation;
import dev.capstan.argo.set.SetSchedule;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.status.SetReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Generates the Applications of a set, and asks the world what that takes: as seldom as the set wants, and never the same twice. */
final class SetLearning {
    /** Generators that depend on each other need five rounds at most. */
    private static final int MOST_ROUNDS = 8;

    private static final int MOST_QUESTIONS = 2_000;

    /** So long at least a failure is believed, however often the set is looked at. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final ApplicationSets sets;
    private final SetQuestions questions;
    private final ApplicationForm form;

    SetLearning(ApplicationSets sets, SetQuestions questions, ApplicationForm form) {
        this.sets = sets;
        this.questions = questions;
        this.form = form;
    }

    /** What was learned. */
    sealed interface Learned {
        /** For the next time. */
        SetKnowledge knowledge();

        /** The Applications. */
        record Generated(List<ObjectNode> applications, SetKnowledge knowledge) implements Learned {}

        /**
         * There are none to be had.
         *
         * @param mayPass whether the same set may have some later
         */
        record Failed(SetReason reason, String message, boolean mayPass, SetKnowledge knowledge) implements Learned {}
    }

    Learned learn(JsonNode set, SetKnowledge known, List<ClusterFacts> clusters, Instant now) {
        JsonNode identity = SetKnowledge.identityOf(set);
        Optional<Duration> interval = SetSchedule.interval(set);
        boolean isKnown = known.holdsFor(identity, now);
        Optional<List<ObjectNode>> same = isKnown ? known.generatedFor(clusters) : Optional.empty();
        if (same.isPresent()) {
            return new Learned.Generated(same.get(), known);
        }
        SetInputs start = (isKnown ? known.inputs() : SetInputs.none()).withClusters(clusters);
        Asked asked = ask(set, start);
        return switch (asked.result()) {
            case Generation.Generated(List<ObjectNode> applications) -> {
                List<ObjectNode> stored =
                        applications.stream().map(form::stored).toList();
                Optional<Instant> until = isKnown ? known.freshUntil() : interval.map(now::plus);
                yield new Learned.Generated(
                        stored, new SetKnowledge(identity, asked.inputs(), until, Optional.of(stored)));
            }
            case Generation.Failed(SetReason reason, String message) -> {
                Optional<Instant> until = isKnown ? known.freshUntil() : interval.map(_ -> now.plus(PAUSE));
                yield new Learned.Failed(
                        reason,
                        message,
                        interval.isPresent(),
                        new SetKnowledge(identity, asked.inputs(), until, Optional.empty()));
            }
            case Generation.Wanting _ -> throw new IllegalStateException("Questions are answered or too many");
        };
    }

    private record Asked(Generation result, SetInputs inputs) {}

    private Asked ask(JsonNode set, SetInputs start) {
        SetInputs inputs = start;
        int count = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Generation generation = sets.generate(set, inputs);
            if (!(generation instanceof Generation.Wanting(var requests))) {
                return new Asked(generation, inputs);
            }
            count += requests.size();
            if (count > MOST_QUESTIONS) {
                return new Asked(
                        failed("the generators ask more than " + MOST_QUESTIONS
                                + " questions to repositories and forges; choose fewer of them, or make several sets"),
                        inputs);
            }
            inputs = questions.answered(inputs, requests);
        }
        return new Asked(failed("the generators ask again and again; this is a mistake of the controller"), inputs);
    }

    private static Generation failed(String why) {
        return new Generation.Failed(SetReason.PARAMETERS_FAILED, why);
    }
}
