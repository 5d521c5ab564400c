package dev.capstan.runtime.host;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ResolvedControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What we use of the operator SDK and what we do not, for one kind. Its constructor takes 13 values by position; here they have names. */
final class OperatorSettings {
    /** The SDK would only look at changes of the generation; our own filter knows more. */
    private static final boolean GENERATION_AWARE = false;
    /** Also deletions of objects without a finalizer come to the reconciler, which forgets them. */
    private static final boolean TRIGGER_ON_ALL_EVENTS = true;

    /** Requeueing is ours. */
    private static final @Nullable RateLimiter<?> NO_RATE_LIMIT = null;

    private static final @Nullable Duration NO_MAX_INTERVAL = null;

    /** The finalizer is ours. */
    private static final @Nullable String NO_FINALIZER = null;

    private OperatorSettings() {}

    static <T extends HasMetadata> ResolvedControllerConfiguration<T> of(
            ControllerIdentity identity, ConfigurationService service, InformerConfiguration<T> informer) {
        String name = informer.getResourceClass().getSimpleName().toLowerCase(Locale.ROOT);
        return new ResolvedControllerConfiguration<>(
                name,
                GENERATION_AWARE,
                OperatorReconciler.class.getName(),
                GenericRetry.noRetry(),
                NO_RATE_LIMIT,
                NO_MAX_INTERVAL,
                NO_FINALIZER,
                Map.of(),
                identity.statusManager(),
                service,
                informer,
                TRIGGER_ON_ALL_EVENTS,
                null); // no workflow of dependent resources
    }
}
