import { BerWriter, Control } from 'ldapts'

/** A control whose value is a sequence of one integer, as several of Active Directory's are (MS-ADTS 3.1.1.3.4.1). */
export class IntegerControl extends Control {
  private readonly value: number
  constructor(oid: string, value: number, options: { readonly critical: boolean }) {
    super(oid, options)
    this.value = value
  }
  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    value.startSequence()
    value.writeInt(this.value)
    value.endSequence()
    writer.writeBuffer(value.buffer, 0x04)
  }
}
