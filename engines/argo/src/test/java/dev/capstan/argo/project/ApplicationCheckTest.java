package dev.capstan.argo.project;

import static dev.capstan.argo.project.Projects.json;
import static dev.capstan.argo.project.Projects.project;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.cluster.Clusters;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationCheckTest {
    private static final String DESTINATION =
            "'destination':{'server':'https://kubernetes.default.svc','namespace':'web'}";

    private final ApplicationCheck check = new ApplicationCheck(
            project("'sourceRepos':['https://github.com/acme/*'],"
                    + "'destinations':[{'server':'https://kubernetes.default.svc','namespace':'web'}],"
                    + "'sourceNamespaces':['team-*']"),
            Clusters.of(List.of(), true));

    @Test
    void findsNothingInWhatIsPermitted() {
        assertThat(check.problems(
                        json("{'source':{'repoURL':'https://github.com/acme/app','path':'.'}," + DESTINATION + "}")))
                .isEmpty();
    }

    @Test
    void namesARepositoryThatIsNotPermitted() {
        assertThat(check.problems(
                        json("{'source':{'repoURL':'https://gitlab.com/a/b','path':'.'}," + DESTINATION + "}")))
                .containsExactly("application repo https://gitlab.com/a/b is not permitted in project 'team'");
    }

    @Test
    void showsNoPasswordOfAUrl() {
        String source = "{'repoURL':'https://me:secret@gitlab.com/a/b','path':'.'}";

        assertThat(check.problems(json("{'source':" + source + "," + DESTINATION + "}")))
                .containsExactly("application repo https://gitlab.com/a/b is not permitted in project 'team'");
        assertThat(check.problems(json("{'sources':[" + source.replace("'path'", "'name'") + "]}")))
                .containsExactly("the source 'https://gitlab.com/a/b' needs a repoURL, and a path, a chart or a ref");
    }

    @Test
    void looksAtEverySourceAlsoAtThoseThatAreOnlyReferredTo() {
        assertThat(check.problems(json("{'source':{'repoURL':'https://ignored.example.com'},"
                        + "'sources':[{'repoURL':'https://github.com/acme/app','path':'.'},"
                        + "{'repoURL':'https://gitlab.com/a/values','ref':'values'}]," + DESTINATION + "}")))
                .containsExactly("application repo https://gitlab.com/a/values is not permitted in project 'team'");
    }

    @Test
    void namesADestinationThatIsNotPermitted() {
        assertThat(check.problems(json("{'source':{'repoURL':'https://github.com/acme/app','path':'.'},"
                        + "'destination':{'name':'in-cluster','namespace':'kube-system'}}")))
                .containsExactly("application destination server 'in-cluster' and namespace 'kube-system' do not match"
                        + " any of the allowed destinations in project 'team'");
    }

    @Test
    void namesAClusterThatIsNotThere() {
        assertThat(check.problems(json("{'source':{'repoURL':'https://github.com/acme/app','path':'.'},"
                        + "'destination':{'name':'mars','namespace':'web'}}")))
                .containsExactly("there is no cluster with the name mars");
    }

    @Test
    void anIncompleteSourceIsNotLookedAtFurther() {
        assertThat(check.problems(json("{}"))).containsExactly("the source needs a repoURL, and a path or a chart");
        assertThat(check.problems(json("{'sources':[{'repoURL':'https://gitlab.com/a/b'}]}")))
                .containsExactly("the source 'https://gitlab.com/a/b' needs a repoURL, and a path, a chart or a ref");
        assertThat(check.problems(json("{'source':{'repoURL':'https://charts.example.com','chart':'web'}}")))
                .containsExactly("the source is a chart, and needs its version as targetRevision");
    }

    @Test
    void namesAnApplicationFromAForeignNamespace() {
        assertThat(check.namespaceProblem("web", "team-a", "argocd")).isEmpty();
        assertThat(check.namespaceProblem("web", "argocd", "argocd")).isEmpty();
        assertThat(check.namespaceProblem("web", "other", "argocd"))
                .contains("project 'team' has no source namespace for application 'web' in 'other'");
    }
}
