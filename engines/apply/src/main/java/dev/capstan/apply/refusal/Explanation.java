package dev.capstan.apply.refusal;

/**
 * A refusal for people.
 *
 * @param sentence what is wrong, without the object, which whoever shows it names
 * @param advice what to do about it
 */
public record Explanation(String sentence, String advice) {}
