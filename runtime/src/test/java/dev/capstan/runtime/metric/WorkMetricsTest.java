package dev.capstan.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class WorkMetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WorkMetrics metrics = new WorkMetrics(registry, "gitrepository", 16);

    private static String series(String name) {
        return name + "{controller=\"gitrepository\",name=\"gitrepository\"} ";
    }

    private String scraped() {
        return registry.scrape().replace(",}", "}");
    }

    @Test
    void theSeriesAreThereBeforeTheFirstPass() {
        assertThat(scraped())
                .contains(series("workqueue_depth") + "0")
                .contains(series("workqueue_adds_total") + "0")
                .contains(series("workqueue_retries_total") + "0")
                .contains("workqueue_queue_duration_seconds_bucket{")
                .contains("workqueue_work_duration_seconds_count{")
                .contains(series("workqueue_unfinished_work_seconds") + "0")
                .contains(series("workqueue_longest_running_processor_seconds") + "0")
                .contains("controller_runtime_reconcile_time_seconds_bucket{")
                .contains("controller_runtime_reconcile_errors_total{controller=\"gitrepository\"} 0")
                .contains("controller_runtime_active_workers{controller=\"gitrepository\"} 0")
                .contains("controller_runtime_max_concurrent_reconciles{controller=\"gitrepository\"} 16");
    }

    @Test
    void countsWhatWaitsWhatRunsAndWhatIsDone() {
        var first = metrics.waits();
        var second = metrics.waits();
        assertThat(scraped()).contains(series("workqueue_depth") + "2");

        var running = first.begins();
        second.givesUp();
        assertThat(scraped())
                .contains(series("workqueue_depth") + "0")
                .contains("controller_runtime_active_workers{controller=\"gitrepository\"} 1");

        metrics.retries();
        running.close();
        assertThat(scraped())
                .contains("controller_runtime_active_workers{controller=\"gitrepository\"} 0")
                .contains(series("workqueue_work_duration_seconds_count") + "1")
                .contains(series("workqueue_retries_total") + "1")
                .contains(series("workqueue_adds_total") + "2");
    }
}
