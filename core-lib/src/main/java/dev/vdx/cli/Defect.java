package dev.vdx.cli;

/** A defect of ours, told in one sentence; its trace only to who asks for it. */
final class Defect {
    private Defect() {}

    static int tell(Throwable defect, Console console) {
        String what =
                defect.getClass().getSimpleName() + (defect.getMessage() == null ? "" : " " + defect.getMessage());
        console.say(
                "vdx: this is a defect of vdx, not of your file (" + what
                        + "). Please report it where you got vdx from, with what VDX_DEBUG=1 prints.",
                "vdx: ข้อผิดพลาดนี้เกิดจาก vdx ไม่ใช่จากไฟล์ของท่าน (" + what
                        + ") โปรดแจ้งผู้ที่ท่านได้รับ vdx มา พร้อมสิ่งที่ VDX_DEBUG=1 แสดง");
        if (console.variable("VDX_DEBUG").filter("1"::equals).isPresent()) {
            defect.printStackTrace(console.err());
        }
        return Exit.DEFECT;
    }
}
