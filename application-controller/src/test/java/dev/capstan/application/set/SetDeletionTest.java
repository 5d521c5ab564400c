package dev.capstan.application.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.set.plan.SetPlan.Change;
import dev.capstan.argo.set.plan.SetPlan.Deletion;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetDeletionTest {
    private static final String LIST = """
            generators: [{list: {elements: [{name: a}, {name: b}]}}]
            template:
              metadata: {name: '{{name}}', labels: {tier: '{{name}}'}}
              spec: {project: default, destination: {name: in-cluster}}
            """;
    private static final String REVERSED = LIST + """
            strategy:
              type: RollingSync
              deletionOrder: Reverse
              rollingSync:
                steps:
                - matchExpressions: [{key: tier, operator: In, values: [a]}]
                - matchExpressions: [{key: tier, operator: In, values: [b]}]
            """;

    private static SetDeletion.Step next(SetStory story) {
        return SetDeletion.next(story.set(), story.rules, story.applications.all());
    }

    @Test
    void applicationsGoWithTheirSet() {
        SetStory story = new SetStory(LIST);
        story.pass();

        assertThat(SetDeletion.needsFinalizer(story.set(), story.rules)).isFalse();
        assertThat(next(story)).isEqualTo(new SetDeletion.Step.Done());
    }

    @Test
    void aPolicyWithoutDeletionLetsThemGo() {
        SetStory story = new SetStory(LIST + "syncPolicy: {applicationsSync: create-update}");
        story.pass();
        assertThat(SetDeletion.needsFinalizer(story.set(), story.rules)).isTrue();

        SetDeletion.Step.LetGo step = (SetDeletion.Step.LetGo) next(story);
        assertThat(step.changes()).extracting(Change::name).containsExactly("a", "b");
        story.applications.change(step.changes());

        assertThat(story.applications.get("a").at("/metadata/ownerReferences")).isEmpty();
        assertThat(next(story)).isEqualTo(new SetDeletion.Step.Done());
    }

    @Test
    void stepsBackwardsOneAfterTheOther() {
        SetStory story = new SetStory(REVERSED);
        story.pass();
        assertThat(SetDeletion.needsFinalizer(story.set(), story.rules)).isTrue();

        assertThat(deletions(story)).extracting(Deletion::name).containsExactly("b");
        story.applications.patch("b", "{metadata: {deletionTimestamp: \"2026-01-02T03:04:05Z\"}}");
        assertThat(deletions(story)).isEmpty();

        story.applications.stored.remove("b");
        assertThat(deletions(story)).extracting(Deletion::name).containsExactly("a");
        story.applications.stored.remove("a");
        assertThat(next(story)).isEqualTo(new SetDeletion.Step.Done());
    }

    private static List<Deletion> deletions(SetStory story) {
        return ((SetDeletion.Step.Delete) next(story)).deletions();
    }
}
