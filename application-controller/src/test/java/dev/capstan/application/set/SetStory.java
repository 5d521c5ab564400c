package dev.capstan.application.set;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.set.ApplicationSets;
import dev.capstan.argo.set.status.SetCondition;
import dev.capstan.argo.set.value.SetLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One set in its life: what a test changes, and passes over it. */
final class SetStory {
    final FakeWorld world = new FakeWorld();
    final FakeApplications applications = new FakeApplications();

    /** What was remembered in the middle of passes, and how many Applications there were then. */
    final List<SetState> interim = new ArrayList<>();

    SetRules rules = SetRules.STANDARD;
    Set<String> projects = Set.of("default");
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    SetState state = new SetState(List.of(), List.of());
    SetKnowledge knowledge = SetKnowledge.NONE;
    private ObjectNode set;

    SetStory(String spec) {
        set = Yaml.of(
                "{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, metadata: {name: apps, namespace: argocd, uid: u-1}}");
        spec(spec);
    }

    /** Somebody writes another spec. */
    void spec(String spec) {
        set = set.deepCopy();
        set.set("spec", Yaml.of(spec));
    }

    void annotate(String key, String value) {
        set = set.deepCopy();
        set.withObject("/metadata/annotations").put(key, value);
    }

    ObjectNode set() {
        return set;
    }

    SetOutcome pass() {
        return passOver(applications.all());
    }

    /** A pass that sees these Applications. */
    SetOutcome passOver(List<ObjectNode> seen) {
        applications.writes.clear();
        world.questions.clear();
        SetOutcome outcome = new SetPass(
                        new ApplicationSets(SetLimits.STANDARD, Clock.systemUTC(), new SecureRandom()),
                        world.questions(),
                        rules,
                        generated -> {
                            ObjectNode stored = generated.deepCopy();
                            stored.withObject("/spec").remove("unknown");
                            return stored;
                        },
                        applications,
                        interim::add)
                .run(new SetPassInput(set, seen, state, knowledge, Clusters.of(List.of(), true), projects, now));
        state = outcome.state();
        knowledge = outcome.knowledge();
        return outcome;
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    /** The conditions that hold, with their reasons. */
    List<String> holding() {
        return state.conditions().stream()
                .filter(SetCondition::holds)
                .map(condition -> condition.type().wireName() + " " + condition.reason())
                .toList();
    }

    /** What the condition about errors says. */
    String problem() {
        SetCondition error = state.conditions().stream()
                .filter(condition -> condition.type() == SetCondition.Type.ERROR_OCCURRED)
                .findFirst()
                .orElseThrow();
        assertThat(error.holds()).as(error.message()).isTrue();
        return error.message();
    }
}
