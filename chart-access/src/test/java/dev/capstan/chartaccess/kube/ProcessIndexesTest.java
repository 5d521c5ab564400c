package dev.capstan.chartaccess.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.chartaccess.ChartAccessResult;
import dev.capstan.chartaccess.ChartServer;
import dev.capstan.chartaccess.Indexes;
import dev.capstan.chartaccess.RepositoryAccess;
import dev.capstan.chartaccess.RepositoryIndexes;
import dev.capstan.chartaccess.RepositoryIndexes.Index;
import dev.capstan.chartaccess.RepositoryUrl;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIndexesTest {
    @TempDir
    Path folder;

    private final ChartServer server =
            ChartServer.start().file("/index.yaml", Indexes.of("web", "1.0.0", "web-1.0.0.tgz"));
    private final ProcessIndexes process =
            new ProcessIndexes(new Limits(), () -> new OutboundHttp(AddressRule.LOCAL), Clock.systemUTC());

    private record Limits() implements ChartConfig {
        @Override
        public long indexMaxBytes() {
            return 1 << 20;
        }

        @Override
        public long chartMaxBytes() {
            return 1000;
        }

        @Override
        public long chartFileMaxBytes() {
            return 100;
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void twoControllersReadAnIndexOnce() throws Exception {
        try (var sources = process.open(folder.resolve("sources"));
                var applications = process.open(folder.resolve("applications"))) {
            assertThat(fetch(sources.indexes())).isInstanceOf(ChartAccessResult.Success.class);
            assertThat(fetch(applications.indexes())).isInstanceOf(ChartAccessResult.Success.class);
        }

        assertThat(server.asked()).extracting(ChartServer.Asked::answered).containsExactly(200, 304);
        assertThat(Files.exists(folder.resolve("applications"))).isFalse();
    }

    @Test
    void whoLeavesTwiceClosesThemForNobodyElse() throws Exception {
        try (var stays = process.open(folder)) {
            var leaves = process.open(folder);
            leaves.close();
            leaves.close();

            assertThat(fetch(stays.indexes())).isInstanceOf(ChartAccessResult.Success.class);
        }
    }

    @Test
    void theyAreOpenedAgainAfterTheLastHasLeft() throws Exception {
        process.open(folder).close();

        try (var again = process.open(folder)) {
            assertThat(fetch(again.indexes())).isInstanceOf(ChartAccessResult.Success.class);
        }
    }

    @Test
    void limitsAreThoseOfTheConfiguration() {
        assertThat(process.limits().archive()).isEqualTo(1000);
        assertThat(process.limits().file()).isEqualTo(100);
    }

    private ChartAccessResult<Index> fetch(RepositoryIndexes indexes) {
        return indexes.fetch(
                RepositoryAccess.anonymous(RepositoryUrl.parse(server.url()).orElseThrow()));
    }
}
