package dev.capstan.image.scan.kube;

import dev.capstan.image.kube.FailureCounter;
import dev.capstan.image.scan.ScanFailure;
import dev.capstan.image.scan.ScanOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What metrics say of scans: {@code capstan_image_scan_seconds} by result, and the failures. */
final class ScanMetrics {
    private final MeterRegistry registry;
    private final FailureCounter failures;

    ScanMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.failures = new FailureCounter(registry);
    }

    /** A scan ended. */
    void scanned(ScanOutcome outcome, Duration took) {
        Timer.builder("capstan_image_scan")
                .description("Time for scans of images")
                .tag("result", resultOf(outcome))
                .register(registry)
                .record(took);
    }

    /** A reconciliation failed, with a scan or before it. */
    void failed(String kind, ScanFailure failure) {
        failures.count(kind, failure);
    }

    private static String resultOf(ScanOutcome outcome) {
        return switch (outcome) {
            case ScanOutcome.Scanned(var _, var isNews) -> isNews ? "changed" : "unchanged";
            case ScanOutcome.Failed _ -> "failed";
        };
    }
}
