package dev.capstan.api.kind;

import dev.capstan.api.argo.ArgoKeys;
import dev.capstan.api.meta.ToolkitKeys;

/**
 * The annotation that asks for an object to be looked at now.
 *
 * @param annotation its key
 * @param value what it says
 */
public record RequestMark(String annotation, String value) {

    /**
     * How an object of a kind is asked.
     *
     * @param token of the request, which its status notes; Argo CD's kinds have no place for it, and lose the annotation instead
     */
    public static RequestMark of(ToolkitKind kind, String token) {
        return switch (kind) {
            case APPLICATION -> new RequestMark(ArgoKeys.REFRESH, ArgoKeys.NORMAL);
            case APPLICATION_SET -> new RequestMark(ArgoKeys.SET_REFRESH, "true");
            default -> new RequestMark(ToolkitKeys.REQUESTED_AT, token);
        };
    }
}
