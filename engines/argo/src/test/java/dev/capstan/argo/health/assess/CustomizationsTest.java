package dev.capstan.argo.health.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.argo.health.Health;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomizationsTest {

    private static final String HEALTHY = "return {status = 'Healthy'}";

    @Test
    void readsKeysOfOneKindEach() {
        Customizations read = Customizations.of(Map.of(
                "resource.customizations.health.example.com_Thing", HEALTHY,
                "resource.customizations.health.ConfigMap", "rules:\n  - Healthy: ''",
                "resource.customizations.ignoreDifferences.example.com_Thing", "jsonPointers: []",
                "timeout.reconciliation", "180s"));

        assertThat(read.warnings()).isEmpty();
        assertThat(read.find("example.com", "Thing")).isPresent();
        assertThat(read.find("", "ConfigMap")).isPresent();
        assertThat(read.find("", "Thing")).isEmpty();
    }

    @Test
    void readsTheOlderFormInWhichNamesMayHaveWildcards() {
        Customizations read = Customizations.of(Map.of("resource.customizations", """
                "*.example.com/*":
                  health.lua: return {status = 'Healthy'}
                apps/Deployment:
                  ignoreDifferences: "jsonPointers: [/spec/replicas]"
                """));

        assertThat(read.warnings()).isEmpty();
        assertThat(read.find("a.example.com", "Thing")).isPresent();
        assertThat(read.find("example.com", "Thing")).isEmpty();
        assertThat(read.find("apps", "Deployment")).isEmpty();
    }

    @Test
    void aKeyOfOneKindGoesBeforeAWildcardOfTheOlderForm() {
        Customizations read = Customizations.of(Map.of(
                "resource.customizations", "'example.com/*': {health.lua: \"return {status = 'Degraded'}\"}",
                "resource.customizations.health.example.com_Thing", "- Healthy: own"));

        assertThat(read.find("example.com", "Thing")).containsInstanceOf(CustomRule.Rules.class);
        assertThat(read.find("example.com", "Other")).containsInstanceOf(CustomRule.Script.class);
    }

    @Test
    void saysWhichScriptCannotBeReadAndWhere() {
        Customizations read = Customizations.of(Map.of(
                "resource.customizations.health.example.com_Thing", "local hs = {}\nhs.status = = 'x'\nreturn hs"));

        assertThat(read.find("example.com", "Thing")).isEmpty();
        assertThat(read.warnings())
                .singleElement()
                .asString()
                .contains("resource.customizations.health.example.com_Thing", "not in force", "line 2");
    }

    @Test
    void saysWhichRuleCannotBeReadAndWhy() {
        Customizations read =
                Customizations.of(Map.of("resource.customizations.health.example.com_Thing", "- Fine: all is well"));

        assertThat(read.warnings()).singleElement().asString().contains("rule 1", "Healthy, Suspended");
    }

    @Test
    void scriptsGetTextFunctionsOnlyWhenTheyAskForAllLibraries() {
        String script = "return {status = ('healthy'):gsub('^h', string.upper('h'))}";
        String key = "resource.customizations.health.example.com_Thing";
        JsonNode thing = JsonNodeFactory.instance.objectNode();

        CustomRule open = Customizations.of(
                        Map.of(key, script, "resource.customizations.useOpenLibs.example.com_Thing", "true"))
                .find("example.com", "Thing")
                .orElseThrow();
        CustomRule closed = Customizations.of(Map.of(key, script))
                .find("example.com", "Thing")
                .orElseThrow();

        assertThat(open.assess(thing, Clock.systemUTC())).contains(Health.healthy(""));
        assertThat(closed.assess(thing, Clock.systemUTC()))
                .hasValueSatisfying(health -> assertThat(health.message()).contains("a string has no method gsub"));
    }

    @Test
    void brokenYamlInTheOlderFormIsAWarning() {
        assertThat(Customizations.of(Map.of("resource.customizations", "a: [")).warnings())
                .singleElement()
                .asString()
                .startsWith("argocd-cm: resource.customizations is not in force");
    }

    @Test
    void aNameThatIsNoPatternIsAWarning() {
        String text = "'example.com/[*': {health.lua: \"" + HEALTHY + "\"}";
        Customizations read = Customizations.of(Map.of("resource.customizations", text));

        assertThat(read.find("example.com", "[x")).isEmpty();
        assertThat(read.warnings()).singleElement().asString().contains("for example.com/[*", "malformed");
    }
}
