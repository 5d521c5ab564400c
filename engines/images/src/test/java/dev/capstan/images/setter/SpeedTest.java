package dev.capstan.images.setter;

import static dev.capstan.images.setter.Setting.marker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.tree.DiskTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedTest {
    private static final int FILES = 1_000;
    private static final int MARKED = 200;

    /** A bound that a slow machine keeps. */
    @Test
    void aThousandFilesAreScannedQuickly(@TempDir Path folder) throws IOException {
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve("app" + i % 50).resolve("deployment" + i + ".yaml");
            Files.createDirectories(file.getParent());
            Files.writeString(file, manifest(i, i < MARKED ? marker("") : "# plain"));
        }
        PolicyImages images = PolicyImages.of(Map.of(Setting.APP, Setting.IMAGE));
        long start = System.nanoTime();

        SetterResult result = new ImageSetter().update(new DiskTree(folder), "", images);

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(((SetterResult.Updated) result).files()).hasSize(MARKED);
        assertThat(took).isLessThan(Duration.ofSeconds(20));
    }

    private static String manifest(int number, String comment) {
        StringBuilder yaml = new StringBuilder("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app" + number
                + "\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          image: app:1.0 "
                + comment + "\n          env:\n");
        for (int i = 0; i < 60; i++) {
            yaml.append("            - name: VARIABLE_")
                    .append(i)
                    .append("\n              value: \"text ")
                    .append(i)
                    .append("\"\n");
        }
        return yaml.toString();
    }
}
