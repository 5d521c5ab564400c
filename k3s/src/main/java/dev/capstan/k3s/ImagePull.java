package dev.capstan.k3s;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.utility.DockerImageName;

/** Gets an image that is not there yet, once and with visible progress: Testcontainers would try again for two minutes. */
final class ImagePull {

    private static final long LIMIT_MINUTES = 15;
    private static final double MEGABYTE = 1024 * 1024;

    private final DockerClient engine;
    private final Report report;

    ImagePull(DockerClient engine, Report report) {
        this.engine = engine;
        this.report = report;
    }

    /**
     * Returns when the image is there.
     *
     * @throws IOException when it cannot be had; the message carries the words of the engine
     */
    void require(DockerImageName image) throws IOException, InterruptedException {
        if (isThere(image)) {
            return;
        }
        report.tick("pulling " + image.asCanonicalNameString());
        try (Layers layers = new Layers(image)) {
            boolean isDone = engine.pullImageCmd(image.getUnversionedPart())
                    .withTag(image.getVersionPart())
                    .exec(layers)
                    .awaitCompletion(LIMIT_MINUTES, TimeUnit.MINUTES);
            if (!isDone) {
                throw new IOException("not pulled within " + LIMIT_MINUTES + " minutes");
            }
        } catch (RuntimeException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
        if (!isThere(image)) {
            throw new IOException("the engine says that it was pulled, and does not have it");
        }
    }

    private boolean isThere(DockerImageName image) {
        try {
            engine.inspectImageCmd(image.asCanonicalNameString()).exec();
            return true;
        } catch (NotFoundException missing) {
            return false;
        }
    }

    /** Adds up what has come of each layer. */
    private final class Layers extends ResultCallback.Adapter<PullResponseItem> {
        private final DockerImageName image;
        private final Map<String, Long> received = new ConcurrentHashMap<>();

        private Layers(DockerImageName image) {
            this.image = image;
        }

        @Override
        public void onNext(PullResponseItem item) {
            String error = errorOf(item);
            if (error != null) {
                onError(new IllegalStateException(error));
                return;
            }
            ProgressDetail progress = item.getProgressDetail();
            if ("Downloading".equals(item.getStatus())
                    && item.getId() != null
                    && progress != null
                    && progress.getCurrent() != null) {
                received.put(item.getId(), progress.getCurrent());
                double megabytes =
                        received.values().stream().mapToLong(Long::longValue).sum() / MEGABYTE;
                report.tick("pulling %s, %s MB".formatted(image.asCanonicalNameString(), inWords(megabytes)));
            }
        }

        private static String inWords(double megabytes) {
            return String.format(Locale.ROOT, "%.0f", megabytes);
        }

        private static @Nullable String errorOf(PullResponseItem item) {
            return item.getErrorDetail() == null ? null : item.getErrorDetail().getMessage();
        }
    }
}
