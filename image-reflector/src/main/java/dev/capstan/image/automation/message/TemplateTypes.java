package dev.capstan.image.automation.message;

import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoType;

/** The types that templates see, as Go prints them. */
final class TemplateTypes {
    static final GoType NAMESPACED_NAME = GoType.struct(
            "types.NamespacedName", new GoField("Namespace", GoType.STRING), new GoField("Name", GoType.STRING));

    static final GoType TYPE_META = GoType.struct(
            "yaml.TypeMeta", new GoField("APIVersion", GoType.STRING), new GoField("Kind", GoType.STRING));

    static final GoType NAME_META =
            GoType.struct("yaml.NameMeta", new GoField("Name", GoType.STRING), new GoField("Namespace", GoType.STRING));

    static final GoType RESOURCE = GoType.struct(
            "yaml.ResourceIdentifier", new GoField("TypeMeta", TYPE_META), new GoField("NameMeta", NAME_META));

    static final GoType OBJECT = GoType.struct("update.ObjectIdentifier", new GoField("ResourceIdentifier", RESOURCE));

    static final GoType CHANGE = GoType.struct(
            "update.Change",
            new GoField("OldValue", GoType.STRING),
            new GoField("NewValue", GoType.STRING),
            new GoField("Setter", GoType.STRING));

    static final GoType CHANGES = GoType.sliceOf(CHANGE);
    static final GoType OBJECT_CHANGES = GoType.named("update.ObjectChanges", GoType.mapOf(OBJECT, CHANGES));
    static final GoType FILE_CHANGES = GoType.mapOf(OBJECT_CHANGES);

    /** What is behind the interface that lists of images have as their elements. */
    static final GoType IMAGE = GoType.struct("update.imageRef");

    static final GoType IMAGES = GoType.sliceOf(IMAGE);
    static final GoType OBJECT_IMAGES = GoType.mapOf(OBJECT, IMAGES);
    static final GoType FILE_RESULT = GoType.struct("update.FileResult", new GoField("Objects", OBJECT_IMAGES));
    static final GoType FILE_RESULTS = GoType.mapOf(FILE_RESULT);
    static final GoType RESULT = GoType.struct("update.Result", new GoField("Files", FILE_RESULTS));

    static final GoType RESULT_V2 = GoType.struct(
            "update.ResultV2", new GoField("ImageResult", RESULT), new GoField("FileChanges", FILE_CHANGES));

    static final GoType ROOT = GoType.struct(
            "source.TemplateData",
            new GoField("AutomationObject", NAMESPACED_NAME),
            new GoField("Updated", RESULT),
            new GoField("Changed", RESULT_V2),
            new GoField("Values", GoType.STRING_MAP));

    private TemplateTypes() {}
}
