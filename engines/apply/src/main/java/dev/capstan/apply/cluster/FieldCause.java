package dev.capstan.apply.cluster;

/**
 * One detail of a refusal.
 *
 * @param field path of the field, empty when none is named
 * @param reason machine word of the API server, for example {@code FieldValueInvalid}
 * @param message text of the API server
 */
public record FieldCause(String field, String reason, String message) {}
