package dev.capstan.chartaccess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.chartaccess.ListedCharts.Listed;
import dev.capstan.charts.index.IndexEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListedChartsTest {

    @ParameterizedTest
    @CsvSource({
        "oci://r.test/charts/web:1.0.0_b1,     oci://r.test/charts, web, 1.0.0_b1",
        "oci://r.test:5000/web:1.0.0,          oci://r.test:5000,   web, 1.0.0",
        "oci://r.test/charts/web,              oci://r.test/charts, web, 1.0.0+b1",
        "oci://r.test/charts/web:1@sha256:aa,  oci://r.test/charts, web, 1"
    })
    void anAddressHasAFolderANameAndATag(String address, String folder, String name, String tag) {
        assertThat(ListedCharts.inRegistry(entry(address)))
                .isEqualTo(ChartAccessResult.success(new Listed(folder, name, tag)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci://", "oci://r.test", "oci:///web:1", "https://r.test/web.tgz"})
    void otherAddressesAreNone(String address) {
        assertThat(ListedCharts.inRegistry(entry(address)))
                .isEqualTo(ChartAccessResult.failed(new ChartAccessFailure.ChartNowhere("web", "1.0.0+b1")));
    }

    private static IndexEntry entry(String url) {
        return new IndexEntry("web", "1.0.0+b1", Optional.empty(), List.of(url), Optional.empty());
    }
}
