package dev.capstan.kustomization.run;

import static dev.capstan.kustomization.snapshot.Specs.spec;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.applier.values.FakeVariables;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableLoaderTest {

    private final FakeVariables store = new FakeVariables();

    @Test
    void laterReferencesWinOverEarlierOnesAndInlineOnesOverAll() {
        store.holds("ConfigMap/apps/base", Map.of("a", "base", "b", "base", "c", "base"));
        store.holds("Secret/apps/more", Map.of("b", "more", "c", "more"));

        var loading = load("""
                'substitute':{'c':'inline'},
                'substituteFrom':[{'kind':'ConfigMap','name':'base'},{'kind':'Secret','name':'more'}]""");

        assertThat(((VariableLoader.Loading.Loaded) loading).variables().values())
                .isEqualTo(Map.of("a", "base", "b", "more", "c", "inline"));
    }

    @Test
    void d062_valuesOfSecretsAreKnownAsSuch() {
        store.holds("ConfigMap/apps/base", Map.of("a", "open"));
        store.holds("Secret/apps/more", Map.of("b", "first\nsecond"));

        var loading = (VariableLoader.Loading.Loaded)
                load("'substituteFrom':[{'kind':'ConfigMap','name':'base'},{'kind':'Secret','name':'more'}]");

        assertThat(loading.secrets()).containsExactly("firstsecond");
        assertThat(loading).asString().doesNotContain("first");
    }

    @Test
    void optionalReferenceMayBeMissing() {
        var loading = load("'substituteFrom':[{'kind':'ConfigMap','name':'gone','optional':true}]");

        assertThat(((VariableLoader.Loading.Loaded) loading).variables().isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'substituteFrom':[{'kind':'ConfigMap','name':'gone'}] | substitute from 'ConfigMap/apps/gone' error: it does not exist; create it, or set optional: true",
                "'substituteFrom':[{'kind':'Secret','name':'locked'}] | substitute from 'Secret/apps/locked' error: the API server answered 403",
                "'substituteFrom':[{'kind':'Secret','name':'locked','optional':true}] | substitute from 'Secret/apps/locked' error: the API server answered 403"
            })
    void placeThatCannotBeReadIsNamed(String postBuild, String message) {
        store.fails("Secret/apps/locked", "the API server answered 403");

        assertThat(load(postBuild)).isEqualTo(new VariableLoader.Loading.NotLoaded(message));
    }

    @Test
    void nameThatNoExpressionCouldUseIsRefused() {
        assertThat(load("'substitute':{'1st':'x'}")).isInstanceOf(VariableLoader.Loading.NotLoaded.class);
    }

    private VariableLoader.Loading load(String postBuild) {
        var spec = spec("'postBuild':{%s}".formatted(postBuild));
        return new VariableLoader(store).load(requireNonNull(spec.postBuild()), "apps");
    }
}
