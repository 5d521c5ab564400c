package dev.capstan.argo.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Trees;
import dev.capstan.argo.proposal.Note.Weight;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnmappedTest {
    private static final String SHOP = "source: {repoURL: https://git.example.com/shop, targetRevision: main, path: a}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "syncPolicy: {automated: {}, syncOptions: [Replace=true]} | spec.force",
                "syncPolicy: {automated: {}, syncOptions: [Prune=false]} | kustomize.toolkit.fluxcd.io/prune: disabled",
                "syncPolicy: {automated: {}, syncOptions: [Bespoke=true]} | Bespoke=true has no counterpart",
                "syncPolicy: {automated: {}} | selfHeal is off",
                "syncPolicy: {automated: {selfHeal: true}, retry: {limit: 2}} | retryInterval",
                "info: [{name: a, value: b}] | info has no counterpart",
            })
    void whatHasNoCounterpartIsNamed(String spec, String words) {
        assertThat(notes(ProposalScenario.object("shop", SHOP + "\n" + spec))).anyMatch(note -> note.contains(words));
    }

    @Test
    void whatNeedsNoCounterpartIsNot() {
        assertThat(notes(ProposalScenario.object("shop", SHOP + """

                syncPolicy:
                  automated: {selfHeal: true}
                  syncOptions: [CreateNamespace=true, ServerSideApply=true, PruneLast=true]
                """)))
                .allMatch(note -> note.startsWith("targetNamespace") || note.startsWith("whether"));
    }

    @Test
    void pluginsJsonnetAndHydratorsAreNamed() {
        var plugin = new ProposalScenario()
                .application("shop", "source: {repoURL: https://git.example.com/shop, path: a, plugin: {name: vault}}");
        assertThat(plugin.proposed().applications().getFirst().parts()).isEmpty();
        assertThat(plugin.proposed().allNotes())
                .anyMatch(note -> note.weight() == Weight.MISSING && note.what().contains("the plugin 'vault'"));

        assertThat(new ProposalScenario().application("shop", """
                                source:
                                  repoURL: https://git.example.com/shop
                                  path: a
                                  directory: {jsonnet: {tlas: [{name: a, value: b}]}}
                                """).notes())
                .anyMatch(note -> note.startsWith("Jsonnet has no counterpart"));
        assertThat(new ProposalScenario()
                        .application("shop", "sourceHydrator: {syncSource: {targetBranch: env}}")
                        .notes())
                .anyMatch(note -> note.contains("sourceHydrator has no counterpart"));
    }

    @Test
    void hooksAndWavesOfTheLastSyncAreNamed() {
        ObjectNode object = ProposalScenario.object("shop", SHOP);
        object.set("status", Trees.yaml("""
                resources: [{kind: Job, name: a, hook: true}, {kind: Service, name: b, syncWave: 2}, {kind: Application}]
                """));

        assertThat(notes(object))
                .anyMatch(note -> note.startsWith("it has hooks"))
                .anyMatch(note -> note.startsWith("it has waves"))
                .anyMatch(note -> note.startsWith("it makes Applications"));
    }

    /** Taken out of Git at once, it would be pruned, and its workloads with it. */
    @Test
    void anApplicationOfAnotherOneIsToLoseItsFinalizerFirst() {
        ObjectNode parent = ProposalScenario.object("apps", SHOP);
        parent.set("status", Trees.yaml("resources: [{kind: Application, namespace: argocd, name: shop}]"));
        var scenario = new ProposalScenario()
                .application(KnownApplication.of(parent))
                .application(KnownApplication.of(ProposalScenario.object("shop", SHOP)));

        assertThat(scenario.proposed().allNotes())
                .filteredOn(note -> note.what().contains("pruned with its finalizer takes all its objects along"))
                .extracting(Note::subject, Note::weight)
                .containsExactly(
                        tuple("Application argocd/apps", Weight.DIFFERENT),
                        tuple("Application argocd/shop", Weight.TODO));
    }

    @Test
    void setsSubscriptionsAndWindowsAreNamed() {
        ObjectNode object = ProposalScenario.object("shop", SHOP + "\nproject: team");
        ((ObjectNode) object.path("metadata")).setAll(Trees.yaml("""
                annotations: {notifications.argoproj.io/subscribe.on-sync-failed.slack: ops}
                ownerReferences: [{kind: ApplicationSet, name: shops}]
                """));
        var scenario = new ProposalScenario().project("""
                        metadata: {name: team, namespace: argocd}
                        spec:
                          sourceRepos: ["*"]
                          destinations: [{server: "*", namespace: "*"}]
                          syncWindows: [{kind: deny, schedule: "0 22 * * *", duration: 8h, applications: ["*"]}]
                        """).application(KnownApplication.of(object));

        assertThat(scenario.notes())
                .anyMatch(note -> note.contains("ApplicationSet shops"))
                .anyMatch(note -> note.contains("make an Alert"))
                .anyMatch(note -> note.contains("sync windows of the project team"));
    }

    @Test
    void aProjectThatIsNotThereIsSaid() {
        assertThat(notes(ProposalScenario.object("shop", SHOP + "\nproject: gone")))
                .containsExactly("nothing is proposed: its project 'gone' does not exist");
    }

    private static List<String> notes(ObjectNode application) {
        return new ProposalScenario()
                .application(KnownApplication.of(application))
                .notes();
    }
}
