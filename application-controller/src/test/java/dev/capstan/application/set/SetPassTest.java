package dev.capstan.application.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.set.SetOutcome.Next;
import dev.capstan.argo.set.input.PullRequestFacts;
import dev.capstan.argo.set.plan.SetPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SetPassTest {
    private static final String TEMPLATE = """
            template:
              metadata: {name: '{{name}}'}
              spec:
                project: default
                source: {repoURL: "https://git.example/apps", path: 'apps/{{name}}'}
                destination: {name: in-cluster, namespace: web}
            """;
    private static final String FOLDERS = """
            generators: [{git: {repoURL: "https://git.example/apps", revision: HEAD, directories: [{path: apps/*}]}}]
            """ + TEMPLATE.replace("{{name}}", "{{path.basename}}");

    private static String list(String more, String... names) {
        String elements =
                List.of(names).stream().map(name -> "{name: " + name + "}").collect(Collectors.joining(", "));
        return "generators: [{list: {elements: [" + elements + "]}}]\n" + TEMPLATE + more;
    }

    @Test
    void applicationsComeChangeAndGo() {
        SetStory story = new SetStory(list("", "a", "b"));

        SetOutcome first = story.pass();

        assertThat(story.applications.writes).containsExactly("create a", "create b");
        assertThat(first.done()).isEqualTo(new SetChanges(List.of("a", "b"), List.of(), List.of()));
        assertThat(first.next()).isEqualTo(Next.ON_CHANGE);
        assertThat(first.resources().entries())
                .extracting(entry -> entry.path("name").asText())
                .containsExactly("a", "b");
        assertThat(story.applications
                        .get("a")
                        .at("/metadata/ownerReferences/0/uid")
                        .asText())
                .isEqualTo("u-1");
        assertThat(story.holding())
                .containsExactly("ParametersGenerated ParametersGenerated", "ResourcesUpToDate ApplicationSetUpToDate");
        assertThat(first.health().status()).isEqualTo("Healthy");

        story.pass();
        assertThat(story.applications.writes).isEmpty();

        story.spec(list("", "b", "c").replace("namespace: web", "namespace: shop"));
        story.pass();
        assertThat(story.applications.writes).containsExactly("create c", "change b", "delete a");
        assertThat(story.applications.get("b").at("/spec/destination/namespace").asText())
                .isEqualTo("shop");
    }

    @Test
    void fieldsThatNobodyStoresAreNoChange() {
        SetStory story = new SetStory(list("", "a").replace("project: default", "project: default\n    unknown: x"));
        story.pass();

        story.pass();

        assertThat(story.applications.writes).isEmpty();
    }

    @Test
    void whatSomebodyChangesIsChangedBack() {
        SetStory story = new SetStory(list("", "a"));
        story.pass();
        story.applications.patch("a", "{spec: {project: other}, status: {sync: {status: Synced}}}");

        SetOutcome outcome = story.pass();

        assertThat(story.applications.writes).containsExactly("change a");
        assertThat(story.applications.get("a").at("/spec/project").asText()).isEqualTo("default");
        assertThat(outcome.resources().entries().getFirst().path("status").asText())
                .isEqualTo("Synced");
    }

    @Test
    void aGeneratorThatFailsDeletesNothing() {
        SetStory story = new SetStory(FOLDERS);
        story.world.files.put("apps/a/x.yaml", "");
        story.pass();
        story.world.trouble = "the remote cannot be reached";
        story.later(Duration.ofMinutes(3));

        SetOutcome outcome = story.pass();

        assertThat(story.applications.writes).isEmpty();
        assertThat(story.problem()).contains("the remote cannot be reached");
        assertThat(outcome.next()).isEqualTo(Next.LATER);
        assertThat(outcome.resources().count()).isEqualTo(1);
        assertThat(outcome.health().status()).isEqualTo("Degraded");

        story.world.trouble = "";
        story.later(Duration.ofSeconds(1));
        story.pass();
        assertThat(story.world.questions).isEmpty();
        story.later(Duration.ofSeconds(3));
        story.pass();
        assertThat(story.holding()).contains("ResourcesUpToDate ApplicationSetUpToDate");
    }

    @Test
    void theWorldIsAskedAsOftenAsTheSetSays() {
        SetStory story = new SetStory(FOLDERS);
        story.world.files.put("apps/a/x.yaml", "");
        assertThat(story.pass().knowledge().freshFor(story.now)).contains(Duration.ofMinutes(3));
        assertThat(story.world.questions).containsExactly("tree https://git.example/apps");
        story.world.files.put("apps/b/x.yaml", "");

        story.later(Duration.ofSeconds(179));
        story.applications.patch("a", "{status: {health: {status: Healthy}}}");
        SetOutcome meanwhile = story.pass();
        assertThat(story.world.questions).isEmpty();
        assertThat(story.applications.writes).isEmpty();
        assertThat(meanwhile.knowledge().freshFor(story.now)).contains(Duration.ofSeconds(1));

        story.later(Duration.ofSeconds(1));
        story.pass();
        assertThat(story.applications.writes).containsExactly("create b");
    }

    @Test
    void anotherSpecAsksAtOnce() {
        SetStory story = new SetStory(FOLDERS);
        story.world.files.put("apps/a/x.yaml", "");
        story.pass();
        story.world.files.put("apps/b/x.yaml", "");

        story.spec(FOLDERS.replace("namespace: web", "namespace: shop"));
        story.pass();

        assertThat(story.applications.writes).containsExactly("create b", "change a");
    }

    @Test
    void questionsThatDependOnAnswersAreAskedInRounds() {
        SetStory story = new SetStory("""
                generators:
                - matrix:
                    generators:
                    - scmProvider: {github: {organization: org}, filters: [{pathsExist: [deploy]}]}
                    - git: {repoURL: '{{url}}', revision: '{{branch}}', files: [{path: deploy/*.yaml}]}
                """ + TEMPLATE.replace("{{name}}", "{{repository}}-{{size}}"));
        story.world.files.put("deploy/big.yaml", "size: big");

        story.pass();

        assertThat(story.applications.writes).containsExactly("create shop-big");
        assertThat(story.world.questions)
                .containsExactly(
                        "repositories", "path deploy", "tree https://git.example/org/shop", "contents of c0ffee");
    }

    @Test
    void pluginsAreRefusedByName() {
        SetStory story = new SetStory("generators: [{plugin: {configMapRef: {name: mine}}}]\n" + TEMPLATE);

        story.pass();

        assertThat(story.problem()).contains("plugin", "mine", "refused");
    }

    @Test
    void onePullRequestIsOneApplication() {
        SetStory story = new SetStory("""
                generators: [{pullRequest: {github: {owner: org, repo: shop}, requeueAfterSeconds: 30}}]
                """ + TEMPLATE.replace("{{name}}", "pr-{{number}}"));
        story.world.requests =
                List.of(new PullRequestFacts(7, "T", "feature", "main", "0123456789", List.of(), "jane"));
        assertThat(story.pass().knowledge().freshFor(story.now)).contains(Duration.ofSeconds(30));
        assertThat(story.applications.writes).containsExactly("create pr-7");

        story.world.requests = List.of();
        story.later(Duration.ofSeconds(30));
        story.pass();
        assertThat(story.applications.writes).containsExactly("delete pr-7");
    }

    @Test
    void whatIsWrongWithOneStopsNoOther() {
        SetStory story = new SetStory(list("", "a", "b", "c").replace("project: default", "project: '{{name}}'"));
        story.projects = Set.of("a", "b");
        story.applications.refused.put("b", "spec.source: Required value");

        SetOutcome outcome = story.pass();

        assertThat(outcome.done().created()).containsExactly("a");
        assertThat(story.problem())
                .isEqualTo("application c: there is no project c; the Application b cannot be created:"
                        + " spec.source: Required value");
        assertThat(story.holding()).contains("ErrorOccurred ApplicationValidationError");
        assertThat(outcome.next()).isEqualTo(Next.LATER);
    }

    @Test
    void whatWasOvertakenIsTriedAgainSoon() {
        SetStory story = new SetStory(list("", "a"));
        story.pass();
        story.applications.patch("a", "{spec: {project: other}}");
        var stale = story.applications.all();
        story.applications.patch("a", "{spec: {project: another}}");

        SetOutcome outcome = story.passOver(stale);

        assertThat(outcome.next()).isEqualTo(Next.SOON);
        assertThat(outcome.done()).isEqualTo(SetChanges.NONE);
        assertThat(outcome.health().status()).isEqualTo("Healthy");
    }

    @Test
    void policiesHold() {
        SetStory story = new SetStory(list("syncPolicy: {applicationsSync: create-only}", "a", "b"));
        story.pass();
        story.spec(list("syncPolicy: {applicationsSync: create-only}", "b", "c").replace("web", "shop"));
        story.pass();
        assertThat(story.applications.writes).containsExactly("create c");

        story.rules = new SetRules(story.rules.brake(), Optional.of(SetPolicy.CREATE_DELETE), false);
        story.pass();
        assertThat(story.applications.writes).containsExactly("delete a");
    }

    @Test
    void aMassDeletionWaitsForSomebodyToApproveIt() {
        String[] names = IntStream.range(0, 30).mapToObj(i -> "app-" + i).toArray(String[]::new);
        SetStory story = new SetStory(list("", names));
        story.pass();
        story.spec(list("", "app-0", "new"));

        SetOutcome held = story.pass();

        assertThat(story.applications.writes).containsExactly("create new");
        assertThat(story.problem()).contains("29 of 30 Applications would be deleted");
        assertThat(held.next()).isEqualTo(Next.ON_CHANGE);

        String token = story.problem().replaceAll(".*approve-deletions=([0-9a-f]+).*", "$1");
        story.annotate("capstan.dev/approve-deletions", token);
        assertThat(story.pass().done().deleted()).hasSize(29);
        assertThat(story.holding()).contains("ResourcesUpToDate ApplicationSetUpToDate");
    }

    @Test
    void ignoredFieldsThatCannotBeReadStopEverything() {
        SetStory story = new SetStory(list("ignoreApplicationDifferences: [{jqPathExpressions: ['((']}]", "a"));

        story.pass();

        assertThat(story.applications.writes).isEmpty();
        assertThat(story.problem()).contains("ignoreApplicationDifferences cannot be used");
    }

    @Test
    void anApplicationOfSomebodyElseIsLeftAlone() {
        SetStory story = new SetStory(list("", "a"));
        story.applications.stored.put("a", Yaml.of("""
                metadata:
                  name: a
                  resourceVersion: "1"
                  ownerReferences: [{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, name: other, controller: true}]
                """));

        SetOutcome outcome = story.pass();

        assertThat(story.applications.writes).isEmpty();
        assertThat(story.problem()).contains("belongs to ApplicationSet other");
        assertThat(outcome.resources().count()).isZero();
    }
}
