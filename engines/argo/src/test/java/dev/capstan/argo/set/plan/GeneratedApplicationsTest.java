package dev.capstan.argo.set.plan;

import static dev.capstan.argo.cluster.ClusterSecrets.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.set.SetYaml;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedApplicationsTest {
    private static final String GOOD = "{project: team, destination: {name: in-cluster}}";

    @Test
    void onesThatAreNotValidStopNoOthers() {
        GeneratedApplications checked = check(
                application("web", GOOD),
                application("api", GOOD),
                application("web", GOOD),
                application("", GOOD),
                application("Odd_Name", GOOD));

        assertThat(checked.valid())
                .extracting(it -> it.at("/metadata/name").asText())
                .containsExactly("api");
        assertThat(checked.names()).containsExactly("", "Odd_Name", "api", "web");
        assertThat(checked.problems())
                .containsExactly(
                        "an application has no name; set metadata.name in the template, or by templatePatch",
                        "an application has the name 'Odd_Name', which no object can have; use normalize or another parameter",
                        "2 applications have the name web; put another parameter into metadata.name of the template");
        assertThat(checked.message())
                .hasValueSatisfying(message -> assertThat(message).endsWith("(and 2 more)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {project: gone, destination: {name: in-cluster}}    | there is no project gone
            {project: team}                                     | the destination has neither a server nor a name; set one of them
            {project: team, destination: {name: a, server: b}}  | the destination has both a server and a name: b and a; set one of them
            {project: team, destination: {name: a}}             | there is no cluster with the name a
            {project: team, destination: {server: 'https://9'}} | there is no cluster with the server https://9
            {project: team, destination: {name: twice}}         | there are 2 clusters with the name twice: https://2, https://3; use the server
            """)
    void projectsAndClustersMustBeThere(String spec, String problem) {
        assertThat(check(application("web", spec)).problems())
                .singleElement()
                .asString()
                .startsWith("application web: ")
                .endsWith(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {project: team, destination: {server: 'https://kubernetes.default.svc'}}
            {project: '', destination: {server: 'https://1/'}}
            {destination: {name: prod}}
            {destination: {name: exec}}
            """)
    void anEmptyProjectIsTheDefaultOneAndALoginIsNotLookedAt(String spec) {
        assertThat(check(application("web", spec)).problems()).isEmpty();
    }

    @Test
    void theOwnClusterMayBeForbidden() {
        GeneratedApplications checked =
                GeneratedApplications.check(List.of(application("web", GOOD)), Set.of("team"), clusters(false));

        assertThat(checked.valid()).isEmpty();
        assertThat(checked.names()).containsExactly("web");
        assertThat(checked.problems()).singleElement().asString().endsWith("cluster.inClusterEnabled is false");
    }

    private static GeneratedApplications check(ObjectNode... applications) {
        return GeneratedApplications.check(Arrays.asList(applications), Set.of("default", "team"), clusters(true));
    }

    private static Clusters clusters(boolean isInClusterEnabled) {
        return Clusters.of(
                List.of(
                        secret("prod", "https://1", "{}"),
                        secret("twice", "https://2", "{}"),
                        secret("twice", "https://3", "{}"),
                        secret("exec", "https://4", "{\"execProviderConfig\":{}}")),
                isInClusterEnabled);
    }

    private static ObjectNode application(String name, String spec) {
        ObjectNode application = SetYaml.of("{metadata: {name: '" + name + "'}}");
        application.set("spec", SetYaml.of(spec));
        return application;
    }
}
