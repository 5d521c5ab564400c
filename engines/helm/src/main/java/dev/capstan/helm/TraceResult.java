package dev.capstan.helm;

import dev.capstan.helm.explain.TracedObject;
import java.util.List;

/** What rendering a chart to explain it gives. */
public sealed interface TraceResult {

    /** It was rendered: its objects in their order, then its hooks. */
    record Traced(List<TracedObject> objects) implements TraceResult {
        /** Copies the list. */
        public Traced {
            objects = List.copyOf(objects);
        }
    }

    /** It cannot be rendered. */
    record NotTraced(RenderFailure failure) implements TraceResult {}
}
