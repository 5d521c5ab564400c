package dev.capstan.helmrelease.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.applier.values.FakeVariables;
import dev.capstan.helmrelease.snapshot.Releases;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesCompositionTest {
    private final FakeVariables store = new FakeVariables();

    @Test
    void laterReferencesWinAndTheSpecWinsOverAll() {
        store.holds("ConfigMap/apps/base", Map.of("values.yaml", "{a: {k: 1, l: 1, m: 1}, list: [1, 2]}"));
        store.holds("Secret/apps/more", Map.of("own", "{a: {l: 2, m: 2}, list: [3]}"));

        assertThat(composed("""
                valuesFrom:
                - {kind: ConfigMap, name: base}
                - {kind: Secret, name: more, valuesKey: own}
                values: {a: {m: 3}}
                """)).isEqualTo("{a={k=1.0, l=2.0, m=3.0}, list=[3.0]}");
    }

    @Test
    void aTargetPathSetsOneValueAsTheFlagOfTheCommandDoes() {
        store.holds(
                "Secret/apps/one",
                Map.of("number", "1", "text", "'1'", "map", "a,b=2", "double", "\"true\"", "list", "{x,y}"));

        assertThat(composed("""
                valuesFrom:
                - {kind: Secret, name: one, valuesKey: number, targetPath: a.number}
                - {kind: Secret, name: one, valuesKey: text, targetPath: a.text}
                - {kind: Secret, name: one, valuesKey: double, targetPath: 'a.list[1]'}
                - {kind: Secret, name: one, valuesKey: list, targetPath: a.words}
                - {kind: Secret, name: one, valuesKey: map, targetPath: raw, literal: true}
                """)).isEqualTo("{a={number=1, text=1, list=[null, true], words=[x, y]}, raw=a,b=2}");
    }

    @Test
    void aTargetPathGoesOnFromTheValuesOfTheSpecAndDoesNotWinOverThem() {
        store.holds("ConfigMap/apps/one", Map.of("k", "new"));

        assertThat(composed("""
                valuesFrom:
                - {kind: ConfigMap, name: one, valuesKey: k, targetPath: 'hosts[1]'}
                - {kind: ConfigMap, name: one, valuesKey: k, targetPath: name}
                values: {name: old}
                """)).isEqualTo("{name=old, hosts=[null, new]}");
    }

    @Test
    void whatMayBeAbsentIsPassedOver() {
        store.holds("ConfigMap/apps/there", Map.of("other", "a: 1"));

        assertThat(composed("""
                valuesFrom:
                - {kind: ConfigMap, name: gone, optional: true}
                - {kind: ConfigMap, name: there, optional: true}
                values: {a: 1}
                """)).isEqualTo("{a=1.0}");
    }

    @Test
    void whatMustBeThereIsNamed() {
        store.holds("ConfigMap/apps/there", Map.of("other", "a: 1"));
        store.fails("Secret/apps/refused", "the API server answered 403");

        assertThat(problem("valuesFrom: [{kind: Secret, name: gone}]"))
                .isEqualTo(
                        "could not resolve Secret chart values reference 'apps/gone' with key 'values.yaml': it does not exist");
        assertThat(problem("valuesFrom: [{kind: ConfigMap, name: there}]")).endsWith("it has no such key");
        assertThat(problem("valuesFrom: [{kind: Secret, name: refused, optional: true}]"))
                .endsWith("it could not be read: the API server answered 403");
    }

    @Test
    void aMessageAboutASecretShowsNoneOfItsText() {
        store.holds(
                "Secret/apps/odd",
                Map.of("values.yaml", "hunter2hunter2", "path", "x,hunter2hunter2", "bad", "{a: b: hunter2}"));

        assertThat(problem("valuesFrom: [{kind: Secret, name: odd}]")).doesNotContain("hunter");
        assertThat(problem("valuesFrom: [{kind: Secret, name: odd, valuesKey: bad}]"))
                .doesNotContain("hunter");
        assertThat(problem("valuesFrom: [{kind: Secret, name: odd, valuesKey: path, targetPath: a}]"))
                .doesNotContain("hunter");
    }

    @Test
    void textsOfSecretsAreKnownSoThatNoOtherMessageShowsThem() {
        store.holds(
                "Secret/apps/s",
                Map.of("values.yaml", "{a: {password: hunter2}, n: 12345, short: on}", "k", "token-7"));

        var composed = (ComposedValues.Composed) compose("""
                valuesFrom:
                - {kind: Secret, name: s}
                - {kind: Secret, name: s, valuesKey: k, targetPath: t}
                """);

        assertThat(composed.secrets()).containsExactlyInAnyOrder("hunter2", "token-7");
    }

    @Test
    void wordsOfYaml11AreWhatTheGoToolsTakeThemFor() {
        store.holds("ConfigMap/apps/c", Map.of("values.yaml", "{on: yes, mode: 0755}"));

        assertThat(composed("valuesFrom: [{kind: ConfigMap, name: c}]")).isEqualTo("{true=true, mode=493.0}");
    }

    private String composed(String spec) {
        return compose(spec) instanceof ComposedValues.Composed done
                ? done.values().toString()
                : compose(spec).toString();
    }

    private String problem(String spec) {
        return ((ComposedValues.NotComposed) compose(spec)).message();
    }

    private ComposedValues compose(String spec) {
        return ValuesComposition.of(store, "apps", Releases.spec(spec));
    }
}
