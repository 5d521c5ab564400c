package dev.capstan.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmSettingsTest {

    @Test
    void flagsGoIntoTheFileAndEverythingElseOntoTheCommandLine() {
        var settings = JvmSettings.parse("""
                # a comment
                -XX:+UseSerialGC -XX:MaxRAMPercentage=60

                --enable-native-access=ALL-UNNAMED
                -Dname=value
                """);

        assertThat(settings.file()).isEqualTo("+UseSerialGC\nMaxRAMPercentage=60\n");
        assertThat(settings.arguments()).containsExactly("--enable-native-access=ALL-UNNAMED", "-Dname=value");
    }

    @ParameterizedTest
    @CsvSource({
        "-Xss512k, ThreadStackSize=512",
        "-Xss1m, ThreadStackSize=1024",
        "-Xss1048576, ThreadStackSize=1024",
        "-Xmx128m, MaxHeapSize=128m",
        "-Xms32M, 'MinHeapSize=32M,InitialHeapSize=32M'"
    })
    void shortOptionsOfSizesAreFlagsToo(String option, String flags) {
        assertThat(JvmSettings.parse(option).flags()).containsExactly(flags.split(",", -1));
    }

    @Test
    void flagsOfACacheComeAfterWhatUnlocksThem() {
        assertThat(JvmSettings.parse("-XX:+UseSerialGC").with("/app/app.aot").flags())
                .containsExactly(
                        "+UseSerialGC",
                        "+UnlockDiagnosticVMOptions",
                        "ArchiveRelocationMode=0",
                        "AOTCache=/app/app.aot");
    }

    @Test
    void theSettingsOfThisProjectAreRead() {
        var settings = new ImageSettings(Path.of("").toAbsolutePath());

        assertThat(settings.jvm(new Application(Path.of(".."), "source-controller"))
                        .flags())
                .contains("+UseSerialGC")
                .allMatch(flag -> flag.matches("[+-]\\w+|\\w+=.+"));
        assertThat(settings.environment()).containsKey("MALLOC_ARENA_MAX");
    }
}
