package dev.capstan.cli.migrate.argo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.argo.survey.Finding;
import dev.capstan.argo.survey.Finding.Weight;
import dev.capstan.argo.survey.Installation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SurveyTextTest {

    @Test
    void whatStandsStillComesFirst() {
        var findings = List.of(
                new Finding(Weight.LOST, "ConfigMap argocd-cm", "globalProjects is not acted on"),
                new Finding(Weight.WAITS, "Application argocd/b", "a sync is under way"),
                new Finding(Weight.STOPS, "Application argocd/a", "the plugin 'x' is refused"));

        assertThat(SurveyText.of(installation(2), findings))
                .containsExactly(
                        "Argo CD in argocd: 2 Applications, 1 ApplicationSet, 0 AppProjects, 0 Secrets of repositories and clusters",
                        "",
                        "Would stand still (1)",
                        "  Application argocd/a: the plugin 'x' is refused",
                        "",
                        "Must come to its end first (1)",
                        "  Application argocd/b: a sync is under way",
                        "",
                        "Would be passed over (1)",
                        "  ConfigMap argocd-cm: globalProjects is not acted on");
    }

    @Test
    void theSameOfManyIsSaidOnce() {
        var findings = IntStream.range(0, 9)
                .mapToObj(i -> new Finding(Weight.STOPS, "Application argocd/" + i, "the plugin is refused"))
                .toList();

        assertThat(SurveyText.of(installation(9), findings))
                .endsWith(
                        "Would stand still (1)",
                        "  "
                                + String.join(
                                        ", ",
                                        Stream.iterate(0, i -> i + 1)
                                                .limit(6)
                                                .map(i -> "Application argocd/" + i)
                                                .toList())
                                + " and 3 more: the plugin is refused");
    }

    @Test
    void nothingFoundIsSaid() {
        assertThat(SurveyText.of(installation(1), List.of()))
                .endsWith("Nothing that it uses works otherwise here.")
                .first()
                .asString()
                .startsWith("Argo CD in argocd: 1 Application, ");
    }

    @Test
    void whatIsOddInNamesDoesNotReachTheTerminal() {
        var findings = List.of(new Finding(Weight.LOST, "Application argocd/\u001b[31mred", "x"));

        assertThat(SurveyText.of(installation(0), findings)).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void programsGetTheSame() {
        var json = SurveyJson.of(installation(2), List.of(new Finding(Weight.STOPS, "Application argocd/a", "why")));

        assertThat(json.path("applications").asInt()).isEqualTo(2);
        assertThat(json.at("/findings/0").toString())
                .isEqualTo("{\"weight\":\"stops\",\"subject\":\"Application argocd/a\",\"what\":\"why\"}");
    }

    private static Installation installation(int applications) {
        var empty = JsonNodeFactory.instance.objectNode();
        return new Installation(
                "argocd", Map.of(), List.of(), List.of(), Collections.nCopies(applications, empty), List.of(empty));
    }
}
