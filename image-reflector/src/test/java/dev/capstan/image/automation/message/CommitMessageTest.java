package dev.capstan.image.automation.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImageRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.automation.change.ChangedObject;
import dev.capstan.image.automation.change.Marker;
import dev.capstan.image.automation.change.ValueChange;
import dev.capstan.image.automation.message.CommitMessage.Made;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitMessageTest {
    private static final ChangedObject WEB = new ChangedObject("apps/v1", "Deployment", "web", "shop");
    private static final ChangedObject API = new ChangedObject("apps/v1", "Deployment", "api", "shop");
    private static final ImageRef NEW_WEB = new ImageRef("ghcr.io/org/web", "1.1.0", null);
    private static final ImageRef NEW_API = new ImageRef("alpine", "3.20", "sha256:" + "a".repeat(64));

    private final CommitMessage messages = new CommitMessage(Clock.systemUTC(), new SecureRandom());

    private static ValueChange web() {
        return new ValueChange(
                "apps/web.yaml",
                "web.yaml",
                WEB,
                "ghcr.io/org/web:1.0.0",
                NEW_WEB.toString(),
                Marker.of("shop:web"),
                NEW_WEB);
    }

    private static ValueChange apiTag() {
        return new ValueChange("apps/api.yaml", "api.yaml", API, "3.19", "3.20", Marker.of("shop:api:tag"), NEW_API);
    }

    private String text(String template, ValueChange... changes) {
        var data = new MessageData(
                new ObjectKey("shop", "updates"), List.of(changes), Map.of("cluster", "prod", "odd-key", "x"));
        return switch (messages.of(template, data)) {
            case Made.Text(String text) -> text;
            case Made.Failed(String why) -> "failed: " + why;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "chore: update image to {{.NewTag}} ~ chore: update image to 1.1.0",
                "{{ .OldTag }} -> {{ .NewTag }} ~ 1.0.0 -> 1.1.0",
                "{{ .OldImage }} -> {{ .NewImage }} of {{ .Policy }} ({{ .Image }}) ~"
                        + " ghcr.io/org/web:1.0.0 -> ghcr.io/org/web:1.1.0 of web (ghcr.io/org/web)",
                "{{ .AutomationObject }}/{{ .AutomationObject.Name }}/{{ .AutomationObject.Namespace }} ~"
                        + " shop/updates/updates/shop",
                "{{ range .Updated.Images }}{{ println . }}{{ end }}- ~ ghcr.io/org/web:1.1.0\\n-",
                "{{ range .Updated.Images }}{{ .Registry }} {{ .Repository }} {{ .Identifier }} {{ .Tag }} {{ .Name }}{{ end }} ~"
                        + " ghcr.io org/web 1.1.0 1.1.0 ghcr.io/org/web:1.1.0",
                "{{ range .Updated.Images }}{{ .Policy.Name }} {{ .Policy }}{{ end }} ~ web shop/web",
                "{{ range $f, $_ := .Updated.Files }}{{ $f }}{{ end }} ~ web.yaml",
                "{{ range .Updated.Files }}{{ range $o, $i := .Objects }}{{ $o.Name }} {{ $i }}{{ end }}{{ end }} ~"
                        + " web [ghcr.io/org/web:1.1.0]",
                "{{ range $resource, $_ := .Updated.Objects }}{{ $resource.Kind }} {{ $resource.Name }}{{ end }} ~"
                        + " Deployment web",
                "{{ range .Changed.ImageResult.Images }}{{ . }}{{ end }} ~ ghcr.io/org/web:1.1.0",
                "{{ range .Changed.Changes }}{{ .OldValue }} -> {{ .NewValue }} ({{ .Setter }}){{ end }} ~"
                        + " ghcr.io/org/web:1.0.0 -> ghcr.io/org/web:1.1.0 (shop:web)",
                "{{ range $file, $objects := .Changed.FileChanges }}{{ $file }}{{ range $o, $c := $objects }} {{ $o.APIVersion }}"
                        + " {{ $o.Namespace }} {{ len $c }}{{ end }}{{ end }} ~ web.yaml apps/v1 shop 1",
                "{{ range $o, $c := .Changed.Objects }}{{ $o }}{{ $c }}{{ end }} ~"
                        + " {{{apps/v1 Deployment} {web shop}}}[{ghcr.io/org/web:1.0.0 ghcr.io/org/web:1.1.0 shop:web}]",
                "{{ .Values.cluster }} {{ index .Values \"odd-key\" }} {{ .Values.nope }} ~ prod x <no value>",
                "{{ .Values.cluster | upper | repeat 2 }} ~ PRODPROD",
            })
    void writesWhatTemplatesOfAllVersionsAskFor(String template, String expected) {
        assertThat(text(template, web())).isEqualTo(expected.strip().replace("\\n", "\n"));
    }

    @Test
    void listsSeveralImagesInTheOrderOfFilesAndObjects() {
        assertThat(text("{{ .NewTag }}; {{ .OldTag }}; {{ .NewImage }}", web(), apiTag(), web()))
                .isEqualTo(
                        "3.20, 1.1.0; 3.19, 1.0.0; alpine:3.20@sha256:" + "a".repeat(64) + ", ghcr.io/org/web:1.1.0");
        assertThat(text(
                        "{{ len .Changed.Changes }} {{ len .Updated.Images }} {{ len .Changed.Objects }}",
                        web(),
                        apiTag(),
                        web()))
                .isEqualTo("2 2 2");
        assertThat(text(
                        "{{ range .Updated.Images }}{{ .Registry }}/{{ .Repository }} {{ .Digest | trunc 7 }}{{ end }}",
                        apiTag()))
                .isEqualTo("index.docker.io/library/alpine sha256:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "{{ if false }}x{{ end }}\n", "{{/* nothing */}}"})
    void fallsBackToTheStandardMessage(String template) {
        assertThat(text(template, web())).isEqualTo("Update from image update automation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ env \"HOME\" }}",
                "{{ expandenv \"$HOME\" }}",
                "{{ now }}",
                "{{ randAlphaNum 5 }}",
                "{{ uuidv4 }}",
                "{{ getHostByName \"example.org\" }}",
                "{{ readFile \"/etc/passwd\" }}",
                "{{ (.Files.Get \"x\") }}",
                "{{ include \"x\" . }}",
            })
    void i091_functionsThatReadThisMachineAreAbsent(String template) {
        assertThat(text(template, web())).startsWith("failed: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}",
                "{{ range until 1000000 }}{{ range until 1000000 }}{{ end }}{{ end }}",
                "{{ range until 100000 }}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{{ end }}",
                "{{ repeat 100000000 \"a\" }}",
                "{{ $x := \"a\" }}{{ range until 60 }}{{ $x = print $x $x }}{{ end }}",
            })
    void i091_loopsAndLargeTextsEnd(String template) {
        Instant start = Instant.now();

        assertThat(text(template, web())).startsWith("failed: ");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .NewTga }}", "{{ .Updated.Imags }}", "{{ if }}", "{{ .NewTag", "{{ nosuch . }}"})
    void saysWhereATemplateIsWrong(String template) {
        assertThat(text(template, web())).startsWith("failed: template: commit message:1");
    }

    @Test
    void i088_whatATagHoldsIsTextAndNoTemplate() {
        var odd = new ImageRef("app", "{{ .Values }}", null);
        var change = new ValueChange("a", "a", WEB, "app:1", odd.toString(), Marker.of("shop:web"), odd);

        assertThat(text("{{ .NewTag }}", change)).isEqualTo("{{ .Values }}");
    }
}
