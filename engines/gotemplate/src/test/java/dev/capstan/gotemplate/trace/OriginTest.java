package dev.capstan.gotemplate.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.gotemplate.Templates;
import dev.capstan.gotemplate.failure.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OriginTest {

    private final Map<String, Object> data = new HashMap<>(Map.of(
            "Values",
            new HashMap<>(Map.of(
                    "image",
                    new HashMap<>(Map.of("tag", "1", "name", "a")),
                    "ports",
                    new ArrayList<>(List.of(1L, 2L))))));

    @Test
    void namesTheActionAndWhatItHasRead() {
        assertThat(pieces("a\n  {{ .Values.image.tag }}b"))
                .containsExactly(
                        new Piece("x", new Place("x", 1, 0), 0, 4, Set.of(), true),
                        new Piece("x", new Place("x", 2, 5), 4, 5, Set.of(".Values.image.tag"), false),
                        new Piece("x", new Place("x", 2, 25), 5, 6, Set.of(), true));
    }

    @Test
    void knowsValuesHoweverTheyAreHandedOn() {
        assertThat(reads("{{ with .Values.image }}{{ .tag }}{{ end }}")).containsExactly(".Values.image.tag");
        assertThat(reads("{{ $i := .Values.image.tag }}{{ $i }}")).containsExactly(".Values.image.tag");
        assertThat(reads("{{ define \"t\" }}{{ .name }}{{ end }}{{ template \"t\" .Values.image }}"))
                .containsExactly(".Values.image.name");
        assertThat(reads("{{ $d := dict \"v\" .Values.image.tag }}{{ $d.v }}")).contains(".Values.image.tag");
    }

    @Test
    void knowsElementsAndDotsThatAreNoContainers() {
        assertThat(reads("{{ range .Values.ports }}{{ . }}{{ end }}")).containsExactly(".Values.ports[1]");
        assertThat(reads("{{ range $i, $p := .Values.ports }}{{ $p }}{{ end }}"))
                .containsExactly(".Values.ports[1]");
        assertThat(reads("{{ range $k, $v := .Values.image }}{{ $v }}{{ end }}"))
                .containsExactly(".Values.image.tag");
        assertThat(reads("{{ with .Values.image.tag }}{{ . }}{{ end }}")).containsExactly(".Values.image.tag");
        assertThat(reads("{{ if $t := .Values.image.tag }}{{ $t }}{{ end }}")).containsExactly(".Values.image.tag");
        assertThat(reads("{{ with .Values.image.tag }}{{ $.Values.image.name }}{{ end }}"))
                .containsExactly(".Values.image.name");
    }

    @Test
    void knowsWhatTemplatesAreCalledWith() {
        String define = "{{ define \"t\" }}{{ . }}{{ $ }}{{ end }}";

        assertThat(reads(define + "{{ template \"t\" .Values.image.tag }}")).containsExactly(".Values.image.tag");
        assertThat(pieces(define + "{{ include \"t\" .Values.image.tag }}"))
                .allSatisfy(piece -> assertThat(piece.reads()).containsExactly(".Values.image.tag"));
    }

    @Test
    void countsWhatCalledTemplatesRead() {
        List<Piece> pieces =
                pieces("{{ define \"t\" }}<{{ .Values.image.name }}>{{ end }}{{ include \"t\" . | upper }}");

        assertThat(pieces).last().satisfies(piece -> {
            assertThat(piece.template()).isEqualTo("x");
            assertThat(piece.reads()).containsExactly(".Values.image.name");
        });
        assertThat(pieces).hasSize(4);
    }

    private List<String> reads(String text) {
        return List.copyOf(pieces(text).getLast().reads());
    }

    private List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        Templates.run(text).listener(pieces::add).execute("x", data);
        return pieces;
    }
}
