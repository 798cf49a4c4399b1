package dev.vdx.pdf.change;

import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.Revision;
import java.util.Optional;

/** What an object becomes by being reached through a key of another (ISO 32000-2, 7.7 and 12). */
final class RoleRules {
    private RoleRules() {}

    static Optional<Role> inTrailer(String key) {
        return switch (key) {
            case "Root" -> Optional.of(Role.CATALOG);
            case "Info" -> Optional.of(Role.INFO);
            case "Prev", "XRefStm", "Size", "ID", "W", "Index", "Type", "Length", "Filter", "DecodeParms" ->
                Optional.empty();
            default -> Optional.of(Role.CONTENT);
        };
    }

    static Role inArray(Role role) {
        return switch (role) {
            case ANNOTATIONS -> Role.ANNOTATION;
            case FIELDS -> Role.FIELD;
            default -> role;
        };
    }

    static Optional<Role> inDictionary(Role role, PdfDictionary dictionary, String key, Revision view) {
        return switch (role) {
            case CATALOG -> Optional.of(inCatalog(key));
            case PAGES -> inPages(key);
            case ANNOTATION, FIELD -> inAnnotation(role, dictionary, key, view);
            case FORM -> Optional.of(inForm(key));
            case SIGNATURE -> key.equals("Data") ? Optional.empty() : Optional.of(role);
            case PERMISSIONS -> Optional.of(Role.SIGNATURE);
            case NAMES -> Optional.of(key.equals("AP") ? Role.ANNOTATION_APPEARANCE : Role.CONTENT);
            case STRUCTURE -> inStructure(key);
            case ANNOTATIONS, FIELDS -> Optional.of(Role.CONTENT);
            case MENTIONED -> Optional.empty();
            default -> Optional.of(role);
        };
    }

    private static Role inCatalog(String key) {
        return switch (key) {
            case "Pages" -> Role.PAGES;
            case "AcroForm" -> Role.FORM;
            case "DSS" -> Role.VALIDATION_DATA;
            case "Extensions" -> Role.EXTENSIONS;
            case "Metadata" -> Role.METADATA;
            case "Perms" -> Role.PERMISSIONS;
            case "Names" -> Role.NAMES;
            case "StructTreeRoot" -> Role.STRUCTURE;
            default -> Role.CONTENT;
        };
    }

    private static Optional<Role> inPages(String key) {
        return switch (key) {
            case "Kids" -> Optional.of(Role.PAGES);
            case "Parent" -> Optional.empty();
            case "Annots" -> Optional.of(Role.ANNOTATIONS);
            default -> Optional.of(Role.CONTENT);
        };
    }

    private static Optional<Role> inAnnotation(Role role, PdfDictionary dictionary, String key, Revision view) {
        boolean widget = role == Role.FIELD || dictionary.is("Subtype", "Widget");
        return switch (key) {
            case "P" -> Optional.empty();
            case "AP", "MK", "BS", "BE", "Border" ->
                Optional.of(widget ? Role.WIDGET_APPEARANCE : Role.ANNOTATION_APPEARANCE);
            case "Parent" -> Optional.of(widget ? Role.FIELD : Role.ANNOTATION);
            case "Kids" -> Optional.of(Role.FIELDS);
            case "Popup", "IRT" -> Optional.of(Role.ANNOTATION);
            case "V" -> Optional.of(isSignature(dictionary, view) ? Role.SIGNATURE : Role.VALUE);
            case "DV" -> Optional.of(Role.VALUE);
            case "Lock", "SV" -> Optional.of(Role.LOCK);
            default -> Optional.of(Role.CONTENT);
        };
    }

    static boolean isSignature(PdfDictionary field, Revision view) {
        return FieldTree.inherited(view, field, "FT") instanceof PdfName type && type.is("Sig");
    }

    private static Role inForm(String key) {
        return switch (key) {
            case "Fields", "CO" -> Role.FIELDS;
            case "DR" -> Role.FORM_RESOURCES;
            default -> Role.CONTENT;
        };
    }

    private static Optional<Role> inStructure(String key) {
        return switch (key) {
            case "P", "Pg", "Obj", "Parent" -> Optional.empty();
            default -> Optional.of(Role.STRUCTURE);
        };
    }
}
