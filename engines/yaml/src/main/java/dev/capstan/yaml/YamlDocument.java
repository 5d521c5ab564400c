package dev.capstan.yaml;

/** One document of a file. Documents without any value (only blanks and comments) are not reported at all. */
public record YamlDocument(YamlNode root, DocumentOrigin origin) {}
