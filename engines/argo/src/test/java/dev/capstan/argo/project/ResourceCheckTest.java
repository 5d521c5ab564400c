package dev.capstan.argo.project;

import static dev.capstan.argo.project.Projects.PROD;
import static dev.capstan.argo.project.Projects.json;
import static dev.capstan.argo.project.Projects.project;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResourceCheckTest {
    private static final String EVERYTHING = "'sourceRepos':['*'],'destinations':[{'server':'*','namespace':'*'}],"
            + "'clusterResourceWhitelist':[{'group':'*','kind':'*'}]";

    private static Optional<String> refusal(String spec, String object, Scope scope) {
        return new ResourceCheck(project(spec), PROD, "argocd").refusal(ProjectResource.of(json(object), scope, "web"));
    }

    @Test
    void permitsWhatIsInTheNamespaceOfTheDestination() {
        assertThat(refusal(
                        "'destinations':[{'server':'*','namespace':'web'}]",
                        "{'apiVersion':'v1','kind':'Service','metadata':{'name':'web'}}",
                        Scope.NAMESPACE))
                .isEmpty();
    }

    @Test
    void namesANamespaceThatIsNotPermitted() {
        assertThat(refusal(
                        "'destinations':[{'server':'*','namespace':'web'}]",
                        "{'apiVersion':'v1','kind':'Service','metadata':{'name':'web','namespace':'kube-system'}}",
                        Scope.NAMESPACE))
                .contains("namespace kube-system is not permitted in project 'team'");
    }

    @Test
    void namesAKindThatIsNotPermitted() {
        assertThat(refusal(
                        "'destinations':[{'server':'*','namespace':'*'}]",
                        "{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'ClusterRole','metadata':{'name':'a'}}",
                        Scope.CLUSTER))
                .contains("resource rbac.authorization.k8s.io:ClusterRole is not permitted in project team");
    }

    @Test
    void aNamespaceDoesNotDisguiseAnObjectOfTheCluster() {
        assertThat(refusal(
                        "'destinations':[{'server':'*','namespace':'*'}]",
                        "{'apiVersion':'v1','kind':'Node','metadata':{'name':'a','namespace':'web'}}",
                        Scope.CLUSTER))
                .contains("resource :Node is not permitted in project team");
    }

    @Test
    void aKindThatNobodyKnowsNeedsBothPermissions() {
        String object = "{'apiVersion':'example.com/v1','kind':'Widget','metadata':{'name':'a'}}";

        assertThat(refusal("'destinations':[{'server':'*','namespace':'*'}]", object, Scope.UNKNOWN))
                .contains("resource example.com:Widget is not permitted in project team: nobody can tell whether it has"
                        + " a namespace, so it must be permitted with and without");
        assertThat(refusal(EVERYTHING, object, Scope.UNKNOWN)).isEmpty();
    }

    @Test
    void aListIsNotAnObject() {
        assertThat(refusal(
                        EVERYTHING,
                        "{'apiVersion':'v1','kind':'List','items':[{'apiVersion':'v1','kind':'Node'}]}",
                        Scope.NAMESPACE))
                .hasValueSatisfying(why ->
                        assertThat(why).startsWith("resource :List is not permitted in project team: it is a list"));
    }

    @Test
    void anApplicationDoesNotFreeItselfFromItsProject() {
        String own = "{'apiVersion':'argoproj.io/v1alpha1','kind':'AppProject',"
                + "'metadata':{'name':'team','namespace':'argocd'}}";
        String restricted = "'destinations':[{'server':'*','namespace':'*'}]";

        assertThat(refusal(restricted, own, Scope.NAMESPACE))
                .contains("resource argoproj.io:AppProject is not permitted in project team: an Application may not"
                        + " change the project that restricts it");
        assertThat(refusal(restricted, own.replace("'team'", "'other'"), Scope.NAMESPACE))
                .isEmpty();
        assertThat(refusal(restricted, own.replace("'argocd'", "'web'"), Scope.NAMESPACE))
                .isEmpty();
    }

    @Test
    void whoIsNotRestrictedMayWriteTheOwnProject() {
        String own = "{'apiVersion':'argoproj.io/v1alpha1','kind':'AppProject',"
                + "'metadata':{'name':'team','namespace':'argocd'}}";

        assertThat(refusal(EVERYTHING, own, Scope.NAMESPACE)).isEmpty();
        assertThat(refusal(
                        EVERYTHING + ",'namespaceResourceBlacklist':[{'group':'','kind':'Secret'}]",
                        own,
                        Scope.NAMESPACE))
                .isPresent();
    }

    @Test
    void whoMustSignOrHasAnAccountMayNotFreeItselfFromThat() {
        String own = "{'apiVersion':'argoproj.io/v1alpha1','kind':'AppProject',"
                + "'metadata':{'name':'team','namespace':'argocd'}}";

        assertThat(refusal(EVERYTHING + ",'signatureKeys':[{'keyID':'4AEE18F83AFDEB23'}]", own, Scope.NAMESPACE))
                .isPresent();
        assertThat(refusal(
                        EVERYTHING + ",'destinationServiceAccounts':[{'server':'*','namespace':'*',"
                                + "'defaultServiceAccount':'deployer'}]",
                        own,
                        Scope.NAMESPACE))
                .isPresent();
    }

    @Test
    void aClusterMayBeRestrictedToNamespaces() {
        var cluster = Projects.cluster("https://prod", "prod", List.of("web"));
        var check = new ResourceCheck(project(EVERYTHING), cluster, "argocd");

        assertThat(check.refusal(new ProjectResource("", "Service", "web", "a", Scope.NAMESPACE, false)))
                .isEmpty();
        assertThat(check.refusal(new ProjectResource("", "Service", "db", "a", Scope.NAMESPACE, false)))
                .contains("namespace db is not among those to which the Secret of cluster prod (https://prod)"
                        + " restricts it");
        assertThat(check.refusal(new ProjectResource("", "Node", "", "a", Scope.CLUSTER, false)))
                .hasValueSatisfying(why -> assertThat(why).contains("clusterResources"));
    }

    @Test
    void anOddObjectIsRefused() {
        assertThat(refusal("'destinations':[{'server':'*','namespace':'*'}]", "[1]", Scope.UNKNOWN))
                .isPresent();
    }
}
