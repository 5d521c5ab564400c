package dev.capstan.source.bucket;

import static java.util.stream.Collectors.joining;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.BucketSpec;
import dev.capstan.api.source.BucketStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Stream;

/** Specs as YAML writes them. */
final class BucketSpecs {
    static final ObjectKey KEY = new ObjectKey("team-a", "config");

    private BucketSpecs() {}

    /** The bucket {@code config}, unless the YAML says another, and what it says besides. */
    static BucketSpec spec(String yaml) {
        var defaults = Stream.of("bucketName: config", "endpoint: minio.example.org:9000", "interval: 1m")
                .filter(line ->
                        yaml.lines().noneMatch(given -> given.startsWith(line.substring(0, line.indexOf(':') + 1))))
                .collect(joining("\n", "", "\n"));
        return Serialization.unmarshal(defaults + yaml, BucketSpec.class);
    }

    /** The same before the first run. */
    static BucketSource source(String yaml) {
        return new BucketSource(KEY, spec(yaml), BucketStatus.INITIAL);
    }
}
