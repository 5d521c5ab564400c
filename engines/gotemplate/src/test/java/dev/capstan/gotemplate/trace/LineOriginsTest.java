package dev.capstan.gotemplate.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.gotemplate.Templates;
import dev.capstan.gotemplate.failure.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineOriginsTest {

    private static final Map<String, Object> DATA = new HashMap<>(Map.of(
            "Values",
            new HashMap<>(Map.of(
                    "name",
                    "a",
                    "image",
                    new HashMap<>(Map.of("tag", "1")),
                    "ports",
                    new ArrayList<>(List.of(1L, 2L))))));

    @Test
    void namesTheLineOfTextAndOfActions() {
        List<LineOrigin> lines =
                lines("kind: X\nmetadata:\n  name: {{ .Values.name }}-{{ .Values.image.tag }}\nend: 1\n");

        assertThat(lines).extracting(line -> line.place().line()).startsWith(1, 2, 3, 4);
        assertThat(lines.get(1).reads()).isEmpty();
        assertThat(lines.get(2).reads()).containsExactly(".Values.name", ".Values.image.tag");
        assertThat(lines.get(3).reads()).isEmpty();
    }

    @Test
    void findsTheLineOfATemplateThatWasCalledAndIndentedAfterwards() {
        List<LineOrigin> lines = lines("""
                {{ define "labels" }}
                app: {{ .Values.name }}
                tag: {{ .Values.image.tag }}
                {{- end }}
                {{- define "all" }}{{ include "labels" . }}{{ end -}}
                labels:
                {{ include "all" . | printf "  %s" }}
                """);

        LineOrigin tag = lines.get(3);
        assertThat(tag.template()).isEqualTo("labels");
        assertThat(tag.place()).isEqualTo(new Place("x", 3, 0));
        assertThat(tag.reads()).containsExactly(".Values.image.tag");
        assertThat(tag.calledFrom()).extracting(Place::line).containsExactly(5, 7);
    }

    @Test
    void followsVariablesAndLoops() {
        List<LineOrigin> lines = lines("""
                {{- define "port" }}port: {{ . }}{{ end -}}
                {{- $text := include "port" .Values.name -}}
                first: 1
                {{ $text }}
                {{- range .Values.ports }}
                - {{ . }}
                {{- end }}
                """);

        assertThat(lines.get(1).template()).isEqualTo("port");
        assertThat(lines.get(2).place().line()).isEqualTo(6);
        assertThat(lines.get(3).place().line()).isEqualTo(6);
    }

    private static List<LineOrigin> lines(String text) {
        LineOrigins origins = new LineOrigins();
        Templates.run(text).listener(origins).execute("x", DATA);
        return origins.last();
    }
}
