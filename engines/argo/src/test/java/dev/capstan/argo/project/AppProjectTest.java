package dev.capstan.argo.project;

import static dev.capstan.argo.project.Projects.PROD;
import static dev.capstan.argo.project.Projects.TEST;
import static dev.capstan.argo.project.Projects.json;
import static dev.capstan.argo.project.Projects.project;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppProjectTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "*|https://github.com/acme/app|true",
                "https://github.com/acme/*|https://GitHub.com/acme/app.git|true",
                "https://github.com/acme/*|https://github.com/acme/group/app|false",
                "https://github.com/acme/**|https://github.com/acme/group/app|true",
                "https://github.com/acme/*|https://github.com.evil.org/acme/app|false",
                "https://github.com/acme/**|https://github.com/acme/../evil/app|false",
                "git@github.com:acme/*|ssh://git@github.com/acme/app.git|true",
                "*,!https://github.com/acme/secret|https://github.com/acme/secret.git|false",
                "*,!https://github.com/acme/secret|https://me@github.com//acme/secret/|false",
                "!https://github.com/acme/secret,*|https://github.com/acme/secret|false",
                "!https://github.com/acme/secret|https://github.com/acme/app|true",
                "!https://github.com/{acme,*|https://gitlab.com/acme/app|false",
                "https://github.com/[a|https://github.com/[a|false",
                "*|not a url|false",
                "*|~~|false",
                "~~|https://github.com/acme/app|false"
            })
    void sources(String patterns, String url, boolean isPermitted) {
        AppProject project = project("'sourceRepos':['" + patterns.replace(",", "','") + "']");

        assertThat(project.permitsSource(url)).isEqualTo(isPermitted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'server':'*','namespace':'*'}|web|true",
                "{'server':'https://prod.example.com','namespace':'web'}|web|true",
                "{'server':'https://prod.example.com','namespace':'web'}|db|false",
                "{'name':'prod','namespace':'team-*'}|team-a|true",
                "{'name':'pro?','namespace':'{web,db}'}|db|true",
                "{'server':'https://other','namespace':'*'}|web|false",
                "{'server':'*','namespace':'*'},{'server':'*','namespace':'!kube-system'}|kube-system|false",
                "{'server':'*','namespace':'!kube-system'}|web|true",
                "{'server':'!https://prod.example.com','namespace':'*'},{'server':'*','namespace':'*'}|web|false",
                "{'server':'*','namespace':'*'},{'name':'!prod','namespace':'*'}|web|false",
                "{'name':'prod','namespace':'!kube-system'},{'name':'*','namespace':'*'}|kube-system|false",
                "{'server':'*','namespace':'!{kube'},{'server':'*','namespace':'*'}|web|false",
                "{'server':'*'}|web|false"
            })
    void destinations(String destinations, String namespace, boolean isPermitted) {
        assertThat(project("'destinations':[" + destinations + "]").permitsDestination(PROD, namespace))
                .isEqualTo(isPermitted);
    }

    @Test
    void itsOwnRepositoriesAndClustersArePermitted() {
        AppProject project = AppProject.of(
                json("{'metadata':{'name':'team'},'spec':{}}"),
                List.of("https://github.com/acme/own.git"),
                List.of(Projects.cluster("https://prod.example.com", "prod", List.of("web"))));

        assertThat(project.permitsSource("https://github.com/acme/own")).isTrue();
        assertThat(project.permitsDestination(PROD, "web")).isTrue();
        assertThat(project.permitsDestination(PROD, "db")).isFalse();
    }

    @Test
    void whatBelongsToItIsNoPattern() {
        AppProject project = AppProject.of(
                json("{'metadata':{'name':'team'},'spec':{}}"),
                List.of("*", "https://github.com/acme/*"),
                List.of(Projects.cluster("*", "", List.of("*"))));

        assertThat(project.permitsSource("https://github.com/acme/app")).isFalse();
        assertThat(project.permitsDestination(PROD, "web")).isFalse();
        assertThat(project.permitsEverything()).isFalse();
    }

    @Test
    void mayBeRestrictedToItsOwnClusters() {
        AppProject project = AppProject.of(
                json("{'spec':{'permitOnlyProjectScopedClusters':true,"
                        + "'destinations':[{'server':'*','namespace':'*'}]}}"),
                List.of(),
                List.of(PROD));

        assertThat(project.permitsDestination(PROD, "web")).isTrue();
        assertThat(project.permitsDestination(TEST, "web")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'a':1|rbac.authorization.k8s.io|ClusterRole|x|CLUSTER|false",
                "'a':1|~~|Service|x|NAMESPACE|true",
                "'clusterResourceWhitelist':[{'group':'*','kind':'*'}]|~~|Namespace|x|CLUSTER|true",
                "'clusterResourceWhitelist':[{'group':'','kind':'Namespace'}]|~~|Node|x|CLUSTER|false",
                "'clusterResourceWhitelist':[{'group':'','kind':'Namespace','name':'team-*'}]|~~|Namespace|team-a|CLUSTER|true",
                "'clusterResourceWhitelist':[{'group':'','kind':'Namespace','name':'team-*'}]|~~|Namespace|kube-system|CLUSTER|false",
                "'clusterResourceWhitelist':[{'group':'*','kind':'*'}],'clusterResourceBlacklist':[{'group':'','kind':'Node'}]|~~|Node|x|CLUSTER|false",
                "'namespaceResourceWhitelist':[]|~~|Service|x|NAMESPACE|false",
                "'namespaceResourceWhitelist':null|~~|Service|x|NAMESPACE|true",
                "'namespaceResourceWhitelist':[{'group':'apps','kind':'*'}]|apps|Deployment|x|NAMESPACE|true",
                "'namespaceResourceWhitelist':[{'group':'apps','kind':'*'}]|~~|Service|x|NAMESPACE|false",
                "'namespaceResourceBlacklist':[{'group':'','kind':'Secret*'}]|~~|Secret|x|NAMESPACE|false",
                "'namespaceResourceBlacklist':[{'group':'','kind':'Secret'}]|~~|Service|x|NAMESPACE|true",
                "'namespaceResourceBlacklist':[{'group':'','kind':'[Secret'}]|~~|Secret|x|NAMESPACE|false",
                "'namespaceResourceBlacklist':[{'group':'apps','kind':'[x'}]|~~|Secret|x|NAMESPACE|true",
                "'clusterResourceWhitelist':[{'group':'','kind':'[Node'}]|~~|Node|x|CLUSTER|false",
                "'a':1|example.com|Widget|x|UNKNOWN|false",
                "'clusterResourceWhitelist':[{'group':'*','kind':'*'}]|example.com|Widget|x|UNKNOWN|true",
                "'clusterResourceWhitelist':[{'group':'*','kind':'*'}],'namespaceResourceWhitelist':[]|example.com|Widget|x|UNKNOWN|false"
            })
    void kinds(String spec, String group, String kind, String name, Scope scope, boolean isPermitted) {
        assertThat(project(spec).permitsKind(group, kind, name, scope)).isEqualTo(isPermitted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "team-*|argocd|true",
                "team-*|team-a|true",
                "team-*|other|false",
                "/^team-[0-9]+$/|team-12|true",
                "/^team-[0-9]+$/|team-a|false",
                "/team/|my-team|true",
                "/(?=a)/|a|false",
                "{a,b}|b|true"
            })
    void namespacesOfApplications(String patterns, String namespace, boolean isPermitted) {
        AppProject project = project("'sourceNamespaces':['" + patterns + "']");

        assertThat(project.permitsApplicationsIn(namespace, "argocd")).isEqualTo(isPermitted);
    }

    @Test
    void anExpressionThatUnfoldsTooFarMatchesNothing() {
        AppProject project = project("'sourceNamespaces':['/^(((a{1000}){1000}){1000})?/']");

        assertThat(project.permitsApplicationsIn("team-a", "argocd")).isFalse();
        assertThat(project.problems()).singleElement().asString().contains("invalid repeat count");
    }

    @Test
    void anExpressionThatExplodesElsewhereDoesNotHere() {
        AppProject project = project("'sourceNamespaces':['/^(a+)+$/']");

        assertThat(project.permitsApplicationsIn("a".repeat(63) + "!", "argocd"))
                .isFalse();
    }

    @Test
    void accountsOfDestinations() {
        ServiceAccounts accounts = project("'destinationServiceAccounts':["
                        + "{'server':'https://prod*','namespace':'web','defaultServiceAccount':'deployer'},"
                        + "{'server':'*','namespace':'db','defaultServiceAccount':'ops:admin'},"
                        + "{'server':'*','namespace':'bad','defaultServiceAccount':'a*'},"
                        + "{'server':'*','namespace':'','defaultServiceAccount':'own'}]")
                .serviceAccounts();

        assertThat(accounts.find("https://prod", "web", "argocd"))
                .isEqualTo(new ServiceAccounts.Account.Impersonated("system:serviceaccount:web:deployer"));
        assertThat(accounts.find("https://prod", "db", "argocd"))
                .isEqualTo(new ServiceAccounts.Account.Impersonated("system:serviceaccount:ops:admin"));
        assertThat(accounts.find("https://prod", "", "argocd"))
                .isEqualTo(new ServiceAccounts.Account.Impersonated("system:serviceaccount:argocd:own"));
        assertThat(accounts.find("https://test", "web", "argocd")).isEqualTo(new ServiceAccounts.Account.NoneNamed());
        assertThat(accounts.find("https://test", "bad", "argocd"))
                .isEqualTo(new ServiceAccounts.Account.Unusable(
                        "the service account 'a*' cannot be the name of one; write name or namespace:name"));
    }

    @Test
    void aMalformedPatternOfAccountsIsNotPassedOver() {
        ServiceAccounts accounts = project("'destinationServiceAccounts':["
                        + "{'server':'[','namespace':'*','defaultServiceAccount':'a'},"
                        + "{'server':'*','namespace':'*','defaultServiceAccount':'b'}]")
                .serviceAccounts();

        assertThat(accounts.find("https://prod", "web", "argocd")).isInstanceOf(ServiceAccounts.Account.Unusable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|ConfigMap|web|settings|true",
                "~~|ConfigMap|web|kube-root-ca.crt|false",
                "~~|ServiceAccount|web|default|false",
                "~~|Service|default|kubernetes|false",
                "~~|Service|web|kubernetes|true",
                "~~|Secret|web|tls-1|false",
                "~~|Secret|web|other|true",
                "batch|Job|web|any|false",
                "~~|Namespace|~~|web|false"
            })
    void orphans(String group, String kind, String namespace, String name, boolean isOrphan) {
        OrphanedResources orphans = project("'orphanedResources':{'warn':true,'ignore':["
                        + "{'kind':'Secret','name':'tls-*'},{'group':'batch'}]}")
                .orphanedResources()
                .orElseThrow();

        assertThat(orphans.isOrphan(group, kind, namespace, name)).isEqualTo(isOrphan);
        assertThat(orphans.warns()).isTrue();
    }

    @Test
    void orphansAreCountedOnlyWhenAsked() {
        assertThat(project("'a':1").orphanedResources()).isEmpty();
        assertThat(project("'orphanedResources':{}").orphanedResources())
                .contains(new OrphanedResources(false, List.of()));
        assertThat(OrphanedResources.message(3)).isEqualTo("Application has 3 orphaned resources");
    }

    @Test
    void saysWhatIsWrong() {
        AppProject project = project("'sourceRepos':['!*','a','a','[x'],"
                + "'sourceNamespaces':['n','n','/(/'],"
                + "'destinations':[{'server':'s','namespace':'!*'},{'name':'s','namespace':'!*'}],"
                + "'syncWindows':[{'kind':'maybe','schedule':'* * * * *','duration':'1h'}],"
                + "'destinationServiceAccounts':[{'server':'!s','namespace':'n','defaultServiceAccount':' '}]");

        assertThat(project.problems())
                .containsExactly(
                        "the namespace of a destination is '!*', which denies all of them",
                        "the namespace of a destination is '!*', which denies all of them",
                        "destination 's/!*' is listed twice",
                        "source namespace 'n' is listed twice",
                        "source namespace '/(/' is not a regular expression that is read here: error parsing regexp: missing closing ): `(`",
                        "source repository '!*' denies all of them",
                        "source repository 'a' is listed twice",
                        "the pattern '[x' is malformed: a list of characters is not closed; it permits nothing",
                        "the kind 'maybe' of a window is neither allow nor deny",
                        "the maybe window '* * * * *' of 1h is for nothing; give it applications, clusters or namespaces",
                        "the server '!s' of a service account is malformed or a denial",
                        "the service account ' ' cannot be the name of one; write name or namespace:name");
    }

    @Test
    void saysWhatCannotBeTold() {
        AppProject project = project("'sourceRepos':['https://github.com/acme/../evil','!a b'],"
                + "'clusterResourceWhitelist':[{'group':'','kind':'[x'}],"
                + "'namespaceResourceBlacklist':[{'group':'*','kind':'[y'}]");

        assertThat(project.problems())
                .containsExactly(
                        "source repository 'https://github.com/acme/../evil' cannot be the URL of one; it permits"
                                + " nothing",
                        "source repository '!a b' cannot be the URL of one; it denies everything",
                        "the pattern '[x' is malformed: a list of characters is not closed; it permits nothing",
                        "the pattern '[y' is malformed: a list of characters is not closed; it denies everything");
    }

    @Test
    void theDefaultProjectPermitsEverything() {
        AppProject project = AppProject.of(DefaultProject.object("argocd"), List.of(), List.of());

        assertThat(project.name()).isEqualTo("default");
        assertThat(project.permitsEverything()).isTrue();
        assertThat(project.permitsSource("https://github.com/acme/group/app")).isTrue();
        assertThat(project.permitsDestination(PROD, "kube-system")).isTrue();
        assertThat(project.permitsKind("", "Node", "x", Scope.CLUSTER)).isTrue();
        assertThat(project.problems()).isEmpty();
    }

    @Test
    void oddObjectsPermitNothing() {
        AppProject project = AppProject.of(
                json("{'metadata':7,'spec':{'sourceRepos':'*','destinations':[1,null,'*'],"
                        + "'clusterResourceWhitelist':{'group':'*'},'syncWindows':'never'}}"),
                List.of(),
                List.of());

        assertThat(project.permitsSource("https://github.com/acme/app")).isFalse();
        assertThat(project.permitsDestination(PROD, "web")).isFalse();
        assertThat(project.permitsKind("", "Node", "x", Scope.CLUSTER)).isFalse();
    }
}
