package dev.capstan.source.helm;

import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.HelmChartSpec;
import dev.capstan.api.source.HelmChartStatus;

/**
 * A HelmChart as it is now.
 *
 * @param object which one it is
 * @param generation of the object
 * @param status names an artifact only when that is intact in the storage
 */
public record ChartRequest(ObjectReference object, long generation, HelmChartSpec spec, HelmChartStatus status) {

    String namespace() {
        return object.namespace();
    }
}
