package dev.capstan.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kind.ToolkitKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogLineTest {

    private static final String OURS = """
            {"level":"warn","ts":"2026-01-01T00:00:00.123Z","logger":"x","msg":"not ready","controllerKind":"Kustomization",\
            "name":"apps","namespace":"flux-system","error":"first\\nsecond"}""";
    private static final String FLUX = """
            {"level":"info","ts":"2026-01-01T00:00:00.123Z","msg":"stored artifact","reconciler kind":"GitRepository",\
            "name":"config","namespace":"flux-system"}""";

    @Test
    void linesOfOurControllersAndOfFluxAreRead() {
        assertThat(LogLine.read("kustomize-controller", OURS).orElseThrow().forReading())
                .isEqualTo(
                        "2026-01-01T00:00:00.123Z warn  kustomize-controller Kustomization/apps.flux-system: not ready:"
                                + " first\n    second");
        assertThat(LogLine.read("source-controller", FLUX).orElseThrow().forReading())
                .isEqualTo("2026-01-01T00:00:00.123Z info  source-controller GitRepository/config.flux-system: stored"
                        + " artifact");
    }

    @Test
    void otherTextIsNoLine() {
        assertThat(LogLine.read("x", "Starting")).isEmpty();
        assertThat(LogLine.read("x", "{\"level\":\"in")).isEmpty();
    }

    @Test
    void aFilterTakesKindNameNamespaceAndTheLeastLevel() {
        LogLine warning = LogLine.read("k", OURS).orElseThrow();
        LogLine info = LogLine.read("s", FLUX).orElseThrow();

        assertThat(filter(LogLevel.WARN).matches(warning)).isTrue();
        assertThat(filter(LogLevel.ERROR).matches(warning)).isFalse();
        assertThat(filter(LogLevel.WARN).matches(info)).isFalse();
        var kind = new LogFilter(
                Optional.of(ToolkitKind.KUSTOMIZATION),
                Optional.of("apps"),
                Optional.of("flux-system"),
                Optional.empty());
        assertThat(kind.matches(warning)).isTrue();
        assertThat(kind.matches(info)).isFalse();
        assertThat(kind.isOpen()).isFalse();
    }

    @Test
    void whatWouldSteerTheTerminalIsNotPrinted() {
        assertThat(LogLine.read("x", "{\"msg\":\"a\\u001b[2Jb\"}").orElseThrow().forReading())
                .doesNotContain("\u001b");
    }

    private static LogFilter filter(LogLevel level) {
        return new LogFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(level));
    }
}
